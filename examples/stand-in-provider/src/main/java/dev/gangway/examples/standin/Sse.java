package dev.gangway.examples.standin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds a stream of server-sent events. */
final class Sse {
    private final List<String> events = new ArrayList<>();
    private final String newline;

    Sse() {
        this("\n");
    }

    Sse(String newline) {
        this.newline = newline;
    }

    Sse data(Object json) {
        return raw("data: " + Json.compact(json) + newline + newline);
    }

    Sse raw(String event) {
        events.add(event);
        return this;
    }

    /** An event whose name is also the type in its data, as OpenAI's responses and Anthropic have it. */
    Sse typed(String type, @Nullable Object... namesAndValues) {
        return typed(type, Json.object(namesAndValues));
    }

    Sse typed(String type, Map<String, @Nullable Object> fields) {
        Map<String, @Nullable Object> data = Json.object("type", type);
        data.putAll(fields);
        return raw("event: " + type + newline + "data: " + Json.compact(data) + newline + newline);
    }

    int size() {
        return events.size();
    }

    Reply reply() {
        return Reply.stream("text/event-stream; charset=utf-8", events).header("cache-control", "no-cache");
    }
}
