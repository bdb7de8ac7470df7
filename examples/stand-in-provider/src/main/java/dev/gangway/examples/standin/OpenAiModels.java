package dev.gangway.examples.standin;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The list of models, and the dated names that answers have for them. */
final class OpenAiModels {
    private static final Map<String, String> DATED = Map.of(
            "gpt-4o", "gpt-4o-2024-08-06",
            "gpt-4o-mini", "gpt-4o-mini-2024-07-18",
            "gpt-4.1", "gpt-4.1-2025-04-14",
            "gpt-4.1-mini", "gpt-4.1-mini-2025-04-14",
            "gpt-5", "gpt-5-2025-08-07",
            "gpt-5-mini", "gpt-5-mini-2025-08-07",
            "o3", "o3-2025-04-16",
            "o4-mini", "o4-mini-2025-04-16");
    private static final List<String> MODELS = List.of(
            "gpt-4o",
            "gpt-4o-mini",
            "gpt-4.1",
            "gpt-5",
            "o3",
            "text-embedding-3-small",
            "text-embedding-3-large",
            "gpt-image-1",
            "whisper-1",
            "tts-1",
            "omni-moderation-latest");

    static String dated(String model) {
        return DATED.getOrDefault(model, model);
    }

    void addTo(Routes routes) {
        routes.on("GET", "models", (call, ids) -> Reply.pretty(list()))
                .on("GET", "models/{}", (call, ids) -> Reply.pretty(model(ids.get(0))))
                .on(
                        "DELETE",
                        "models/{}",
                        (call, ids) -> Reply.pretty(Json.object("id", ids.get(0), "object", "model", "deleted", true)));
    }

    private static Map<String, @Nullable Object> list() {
        return Json.object(
                "object",
                "list",
                "data",
                MODELS.stream().map(OpenAiModels::model).toList());
    }

    private static Map<String, @Nullable Object> model(String id) {
        return Json.object("id", id, "object", "model", "created", 1721172741, "owned_by", "system");
    }
}
