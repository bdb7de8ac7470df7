package dev.gangway.examples.standin;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The stream of a response: numbered events that build up one item with one part. */
final class ResponseEvents {
    private final Sse sse = new Sse();

    private ResponseEvents() {}

    static Reply stream(
            String text,
            Map<String, @Nullable Object> empty,
            Map<String, @Nullable Object> item,
            Map<String, @Nullable Object> done) {
        Object id = item.get("id");
        ResponseEvents events = new ResponseEvents();
        events.add("response.created", "response", empty);
        events.add("response.in_progress", "response", empty);
        var begun = Json.with(item, "status", "in_progress", "content", List.of());
        events.add("response.output_item.added", "output_index", 0, "item", begun);
        events.inPart("response.content_part.added", id, "part", OpenAiResponses.part(""));
        for (String piece : Prompt.pieces(text)) {
            events.inPart("response.output_text.delta", id, "delta", piece, "logprobs", List.of());
        }
        events.inPart("response.output_text.done", id, "text", text, "logprobs", List.of());
        events.inPart("response.content_part.done", id, "part", OpenAiResponses.part(text));
        events.add("response.output_item.done", "output_index", 0, "item", item);
        events.add("response.completed", "response", done);
        return events.sse.reply();
    }

    private void add(String type, @Nullable Object... fields) {
        sse.typed(type, Json.with(Json.object("sequence_number", sse.size()), fields));
    }

    private void inPart(String type, @Nullable Object item, @Nullable Object... fields) {
        var place = Json.object("sequence_number", sse.size(), "item_id", item, "output_index", 0, "content_index", 0);
        sse.typed(type, Json.with(place, fields));
    }
}
