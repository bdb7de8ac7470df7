package dev.gangway.examples.standin;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code {location}-aiplatform.googleapis.com}: Google's models, and Claude in Anthropic's shape. */
final class VertexApi implements Api {
    private static final List<String> MODELS = List.of("gemini-2.5-pro", "gemini-2.5-flash", "text-embedding-005");

    private final GeminiApi gemini;
    private final AnthropicApi anthropic;
    private final Routes routes = new Routes();

    VertexApi(GeminiApi gemini, AnthropicApi anthropic) {
        this.gemini = gemini;
        this.anthropic = anthropic;
        new GeminiContent(true).addTo(routes, "google/models/");
        routes.on("GET", "google/models", (call, ids) -> Reply.pretty(models()))
                .on("GET", "google/models/{}", (call, ids) -> Reply.pretty(model(ids.get(0))))
                .on("POST", "anthropic/models/count-tokens:rawPredict", (call, ids) -> AnthropicMessages.count(call))
                .on("POST", "anthropic/models/{}:rawPredict", (call, ids) -> claude(call, ids.get(0), false))
                .on("POST", "anthropic/models/{}:streamRawPredict", (call, ids) -> claude(call, ids.get(0), true));
    }

    @Override
    public void admit(Call call) {
        String denied = "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or"
                + " other valid authentication credential.";
        Credentials.require(call, denied, denied, "x-goog-api-key", Credentials.BEARER);
    }

    @Override
    public Reply answer(Call call, List<String> path) {
        int publishers = path.indexOf("publishers");
        boolean express = publishers == 1;
        boolean inProject =
                publishers == 5 && path.get(1).equals("projects") && path.get(3).equals("locations");
        Reply reply = express || inProject ? routes.find(call, path.subList(publishers + 1, path.size())) : null;
        if (reply == null) {
            throw Refused.notFound("The requested URL " + call.rawPath() + " was not found on this server.");
        }
        return reply;
    }

    private static Reply claude(Call call, String model, boolean streams) {
        if (!call.json().has("anthropic_version")) {
            throw new Refused(400, "anthropic_version: Field required");
        }
        call.modelFromPath(model.replace('@', '-'));
        return streams ? AnthropicMessages.stream(call) : AnthropicMessages.answer(call);
    }

    /** Google's at the door, the model's own behind it. */
    @Override
    public Reply refusal(Call call, Refused refused) {
        boolean claude = call.segments().contains("anthropic") && refused.status != 401;
        return claude ? anthropic.refusal(call, refused) : gemini.refusal(call, refused);
    }

    @Override
    public Reply dress(Call call, Reply reply) {
        return gemini.dress(call, reply);
    }

    private static Map<String, @Nullable Object> models() {
        return Json.object(
                "publisherModels", MODELS.stream().map(VertexApi::model).toList());
    }

    private static Map<String, @Nullable Object> model(String id) {
        return Json.object("name", "publishers/google/models/" + id, "versionId", "default", "launchStage", "GA");
    }
}
