package dev.gangway.examples.standin;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code api.anthropic.com}. */
final class AnthropicApi implements Api {
    private static final List<String> MODELS =
            List.of("claude-opus-4-5-20251101", "claude-sonnet-4-5-20250929", "claude-haiku-4-5-20251001");

    private final Routes routes = new Routes();

    AnthropicApi() {
        routes.on("POST", "v1/messages", (call, ids) -> AnthropicMessages.answer(call))
                .on("POST", "v1/messages/count_tokens", (call, ids) -> AnthropicMessages.count(call))
                .on("GET", "v1/models", (call, ids) -> Reply.json(models()))
                .on("GET", "v1/models/{}", (call, ids) -> Reply.json(model(ids.get(0))));
        new AnthropicBatches().addTo(routes);
    }

    @Override
    public void admit(Call call) {
        Credentials.require(call, "x-api-key header is required", "invalid x-api-key", "x-api-key", Credentials.BEARER);
    }

    @Override
    public Reply answer(Call call, List<String> path) {
        String version = call.header("anthropic-version");
        if (version == null || version.isBlank()) {
            throw new Refused(400, "anthropic-version: header is required");
        }
        Reply reply = routes.find(call, path);
        if (reply == null) {
            throw Refused.notFound("Not Found");
        }
        return reply;
    }

    @Override
    public Reply refusal(Call call, Refused refused) {
        String type = switch (refused.status) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 500, 502, 503 -> "api_error";
            case 529 -> "overloaded_error";
            default -> "invalid_request_error";
        };
        var error = Json.object("type", type, "message", refused.reason);
        String id = Ids.next("req_011C", 20);
        Reply reply = Reply.json(refused.status, Json.object("type", "error", "error", error, "request_id", id))
                .header("request-id", id);
        boolean retry = refused.status == 429 || refused.status >= 500;
        reply = reply.header("x-should-retry", retry);
        return refused.status == 429 ? reply.header("retry-after", 1) : reply;
    }

    @Override
    public Reply dress(Call call, Reply reply) {
        Reply dressed =
                reply.headers().stream().anyMatch(header -> header.name().equals("request-id"))
                        ? reply
                        : reply.header("request-id", Ids.next("req_011C", 20));
        boolean limited = reply.status() == 429;
        for (String kind : List.of("requests", "tokens", "input-tokens", "output-tokens")) {
            String prefix = "anthropic-ratelimit-" + kind;
            dressed = dressed.header(prefix + "-limit", kind.equals("requests") ? 4000 : 400000)
                    .header(prefix + "-remaining", limited ? 0 : kind.equals("requests") ? 3999 : 399000)
                    .header(prefix + "-reset", Ids.isoIn(limited ? 1 : 0));
        }
        return dressed.header("anthropic-organization-id", "5f0d7a5e-0000-4000-8000-57a4d1000000")
                .header("server", "cloudflare")
                .header("via", "1.1 google")
                .header("cf-ray", Ids.hex(16) + "-FRA")
                .header("set-cookie", "__cf_bm=" + Ids.next("", 43) + "; path=/; HttpOnly; Secure")
                .header("strict-transport-security", "max-age=31536000; includeSubDomains; preload");
    }

    private static Map<String, @Nullable Object> models() {
        return Json.object(
                "data", MODELS.stream().map(AnthropicApi::model).toList(),
                "has_more", false,
                "first_id", MODELS.get(0),
                "last_id", MODELS.get(MODELS.size() - 1));
    }

    private static Map<String, @Nullable Object> model(String id) {
        return Json.object("type", "model", "id", id, "display_name", id, "created_at", "2025-11-01T00:00:00Z");
    }
}
