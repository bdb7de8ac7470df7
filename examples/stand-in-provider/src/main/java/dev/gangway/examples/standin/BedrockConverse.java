package dev.gangway.examples.standin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Bedrock's own shape for all models, which is also that of Amazon's Nova. */
final class BedrockConverse {
    private BedrockConverse() {}

    /** An event of a stream: its name, and what it holds. */
    record Event(String type, Map<String, @Nullable Object> fields) {}

    static Map<String, @Nullable Object> answer(JsonNode body) {
        check(body);
        String text = Prompt.answer(body);
        var message = Json.object("role", "assistant", "content", List.of(Json.object("text", text)));
        return Json.object(
                "output",
                Json.object("message", message),
                "stopReason",
                "end_turn",
                "usage",
                usage(Tokens.of(body, text)),
                "metrics",
                Json.object("latencyMs", 42));
    }

    static List<Event> stream(JsonNode body) {
        check(body);
        String text = Prompt.answer(body);
        List<Event> events = new ArrayList<>();
        events.add(new Event("messageStart", Json.object("role", "assistant")));
        for (String piece : Prompt.pieces(text)) {
            events.add(new Event(
                    "contentBlockDelta", Json.object("contentBlockIndex", 0, "delta", Json.object("text", piece))));
        }
        events.add(new Event("contentBlockStop", Json.object("contentBlockIndex", 0)));
        events.add(new Event("messageStop", Json.object("stopReason", "end_turn")));
        var usage = usage(Tokens.of(body, text));
        events.add(new Event("metadata", Json.object("usage", usage, "metrics", Json.object("latencyMs", 42))));
        return events;
    }

    private static Map<String, @Nullable Object> usage(Tokens tokens) {
        return Json.object(
                "inputTokens", tokens.input(), "outputTokens", tokens.output(), "totalTokens", tokens.total());
    }

    private static void check(JsonNode body) {
        if (!body.has("messages")) {
            throw new Refused(400, "messages: Field required");
        }
    }
}
