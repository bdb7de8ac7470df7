package dev.gangway.examples.standin;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code generativelanguage.googleapis.com}. */
final class GeminiApi implements Api {
    private static final List<String> MODELS =
            List.of("gemini-2.5-pro", "gemini-2.5-flash", "gemini-2.5-flash-lite", "gemini-embedding-001");

    private final GeminiFiles files = new GeminiFiles();
    private final Uploads uploads = new Uploads(files);
    private final Routes routes = new Routes();

    GeminiApi() {
        new GeminiContent(false).addTo(routes, "models/");
        new OpenAiChat().addTo(routes, "openai/");
        new OpenAiEmbeddings().addTo(routes, "openai/");
        routes.on("GET", "models", (call, ids) -> Reply.pretty(models()))
                .on("GET", "models/{}", (call, ids) -> Reply.pretty(model(ids.get(0))));
        files.addTo(routes);
    }

    @Override
    public void admit(Call call) {
        String missing = "Request is missing required authentication credential. Expected OAuth 2 access token, login"
                + " cookie or other valid authentication credential.";
        String bad = "API key not valid. Please pass a valid API key.";
        if (call.segments().contains("openai")) {
            Credentials.require(call, missing, bad, Credentials.BEARER);
        } else if (!Uploads.isChunk(call)) {
            Credentials.require(call, missing, bad, "x-goog-api-key", Credentials.BEARER);
        }
    }

    @Override
    public Reply answer(Call call, List<String> path) {
        Reply reply = path.get(0).equals("upload")
                ? uploads.answer(call, path.subList(1, path.size()))
                : routes.find(call, path.subList(1, path.size()));
        if (reply == null) {
            throw Refused.notFound("The requested URL " + call.rawPath() + " was not found on this server.");
        }
        return reply;
    }

    @Override
    public Reply refusal(Call call, Refused refused) {
        Map<String, @Nullable Object> error = error(refused);
        boolean array = call.rawPath().endsWith(":streamGenerateContent") && !"sse".equals(call.query("alt"));
        Reply reply = Reply.pretty(array ? List.of(error) : error)
                .status(refused.status)
                .contentType("application/json; charset=UTF-8");
        return refused.status == 429 ? reply.header("retry-after", 1) : reply;
    }

    private static Map<String, @Nullable Object> error(Refused refused) {
        String status = switch (refused.status) {
            case 400 -> "INVALID_ARGUMENT";
            case 401 -> "UNAUTHENTICATED";
            case 403 -> "PERMISSION_DENIED";
            case 404 -> "NOT_FOUND";
            case 429 -> "RESOURCE_EXHAUSTED";
            case 500 -> "INTERNAL";
            default -> "UNAVAILABLE";
        };
        var error = Json.object("code", refused.status, "message", refused.reason, "status", status);
        if (refused.status == 429) {
            error.put(
                    "details",
                    List.of(Json.object("@type", "type.googleapis.com/google.rpc.RetryInfo", "retryDelay", "1s")));
        }
        return Json.object("error", error);
    }

    @Override
    public Reply dress(Call call, Reply reply) {
        return reply.header("vary", "Origin")
                .header("vary", "X-Origin")
                .header("vary", "Referer")
                .header("server", "scaffolding on HTTPServer2")
                .header("x-xss-protection", 0)
                .header("x-frame-options", "SAMEORIGIN")
                .header("x-content-type-options", "nosniff")
                .header("server-timing", "gfet4t7; dur=42")
                .header("alt-svc", "h3=\":443\"; ma=2592000,h3-29=\":443\"; ma=2592000");
    }

    private static Map<String, @Nullable Object> models() {
        return Json.object("models", MODELS.stream().map(GeminiApi::model).toList());
    }

    private static Map<String, @Nullable Object> model(String id) {
        return Json.object(
                "name",
                "models/" + id,
                "version",
                "001",
                "displayName",
                id,
                "inputTokenLimit",
                1048576,
                "outputTokenLimit",
                65536,
                "supportedGenerationMethods",
                List.of("generateContent", "countTokens", "batchGenerateContent"));
    }
}
