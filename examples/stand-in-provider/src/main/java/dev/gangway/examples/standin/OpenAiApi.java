package dev.gangway.examples.standin;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code api.openai.com}. Azure answers with it too. */
final class OpenAiApi implements Api {
    private final Routes routes = new Routes();

    OpenAiApi() {
        OpenAiFiles files = new OpenAiFiles();
        new OpenAiChat().addTo(routes);
        new OpenAiResponses().addTo(routes);
        new OpenAiEmbeddings().addTo(routes);
        new OpenAiMedia().addTo(routes);
        new OpenAiModels().addTo(routes);
        new OpenAiAssistants().addTo(routes);
        files.addTo(routes);
        new OpenAiBatches(files).addTo(routes);
    }

    @Override
    public void admit(Call call) {
        Credentials.require(
                call,
                "You didn't provide an API key. You need to provide your API key in an Authorization header using"
                        + " Bearer auth (i.e. Authorization: Bearer YOUR_KEY).",
                "Incorrect API key provided: bad-key. You can find your API key at"
                        + " https://platform.openai.com/account/api-keys.",
                Credentials.BEARER);
    }

    @Override
    public Reply answer(Call call, List<String> path) {
        Reply reply = path.get(0).equals("v1") ? find(call, path.subList(1, path.size())) : null;
        if (reply == null) {
            throw Refused.notFound("Invalid URL (" + call.method() + " " + call.rawPath() + ")");
        }
        return reply;
    }

    /** The path is the one after {@code /v1}. */
    @Nullable Reply find(Call call, List<String> path) {
        return routes.find(call, path);
    }

    @Override
    public Reply refusal(Call call, Refused refused) {
        Reply reply = Reply.pretty(Json.object("error", error(refused))).status(refused.status);
        return refused.status == 429 ? reply.header("retry-after", 1) : reply;
    }

    private static Map<String, @Nullable Object> error(Refused refused) {
        String type = switch (refused.status) {
            case 429 -> "requests";
            case 500, 502, 503, 529 -> "server_error";
            default -> "invalid_request_error";
        };
        return Json.object("message", refused.reason, "type", type, "param", null, "code", code(refused));
    }

    private static @Nullable String code(Refused refused) {
        if (refused.code != null) {
            return refused.code;
        }
        return switch (refused.status) {
            case 403 -> "unsupported_country_region_territory";
            case 429 -> "rate_limit_exceeded";
            default -> null;
        };
    }

    @Override
    public Reply dress(Call call, Reply reply) {
        boolean limited = reply.status() == 429;
        return reply.header("server", "cloudflare")
                .header("openai-version", "2020-10-01")
                .header("openai-organization", "org-stand-in")
                .header("openai-project", "proj_StandIn0123456789abcdef")
                .header("openai-processing-ms", 42)
                .header("x-request-id", "req_" + Ids.hex(32))
                .header("x-ratelimit-limit-requests", 10000)
                .header("x-ratelimit-limit-tokens", 2000000)
                .header("x-ratelimit-remaining-requests", limited ? 0 : 9999)
                .header("x-ratelimit-remaining-tokens", limited ? 0 : 1999976)
                .header("x-ratelimit-reset-requests", limited ? "1s" : "6ms")
                .header("x-ratelimit-reset-tokens", limited ? "1s" : "0s")
                .header("strict-transport-security", "max-age=31536000; includeSubDomains; preload")
                .header("set-cookie", "__cf_bm=" + Ids.next("", 43) + "; path=/; HttpOnly; Secure; SameSite=None")
                .header("cf-ray", Ids.hex(16) + "-FRA")
                .header("alt-svc", "h3=\":443\"; ma=86400");
    }
}
