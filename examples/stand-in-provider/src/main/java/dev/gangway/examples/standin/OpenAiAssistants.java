package dev.gangway.examples.standin;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Assistants, threads, messages and runs. A run is done as soon as one asks for it. */
final class OpenAiAssistants {
    private final Things assistants = new Things("assistant");
    private final Things threads = new Things("thread");
    private final Things messages = new Things("thread.message");
    private final Things runs = new Things("thread.run");

    void addTo(Routes routes) {
        routes.on("POST", "assistants", (call, ids) -> Reply.pretty(createAssistant(call)))
                .on("POST", "threads", (call, ids) -> Reply.pretty(createThread(call)))
                .on("POST", "threads/{}/messages", (call, ids) -> Reply.pretty(say(ids.get(0), call)))
                .on("POST", "threads/{}/runs", (call, ids) -> Reply.pretty(run(ids.get(0), call)));
        getAndDelete(routes, "assistants", assistants, "assistant.deleted");
        getAndDelete(routes, "threads", threads, "thread.deleted");
        routes.on("GET", "assistants", (call, ids) -> Reply.pretty(assistants.list()));
        getAndList(routes, "threads/{}/messages", messages);
        getAndList(routes, "threads/{}/runs", runs);
    }

    private static void getAndDelete(Routes routes, String path, Things things, String deleted) {
        routes.on("GET", path + "/{}", (call, ids) -> Reply.pretty(things.get(ids.get(0))))
                .on("DELETE", path + "/{}", (call, ids) -> Reply.pretty(things.delete(ids.get(0), deleted)));
    }

    private static void getAndList(Routes routes, String path, Things things) {
        routes.on(
                        "GET",
                        path,
                        (call, ids) ->
                                Reply.pretty(things.list(thing -> ids.get(0).equals(thing.get("thread_id")))))
                .on("GET", path + "/{}", (call, ids) -> Reply.pretty(things.get(ids.get(1))));
    }

    private Map<String, @Nullable Object> createAssistant(Call call) {
        return assistants.create(Ids.next("asst_", 24), call);
    }

    private Map<String, @Nullable Object> createThread(Call call) {
        return threads.put(Json.object(
                "id", Ids.next("thread_", 24),
                "object", "thread",
                "created_at", Ids.now(),
                "metadata", call.json().has("metadata") ? call.json().path("metadata") : Json.object(),
                "tool_resources", Json.object()));
    }

    private Map<String, @Nullable Object> say(String thread, Call call) {
        threads.get(thread);
        return message(thread, call.json().path("role").stringValue("user"), Prompt.said(call.json()), null);
    }

    private Map<String, @Nullable Object> message(String thread, String role, String text, @Nullable String run) {
        var content = Json.object("type", "text", "text", Json.object("value", text, "annotations", List.of()));
        return messages.put(Json.object(
                "id",
                Ids.next("msg_", 24),
                "object",
                "thread.message",
                "created_at",
                Ids.now(),
                "thread_id",
                thread,
                "role",
                role,
                "content",
                List.of(content),
                "assistant_id",
                null,
                "run_id",
                run,
                "attachments",
                List.of(),
                "metadata",
                Json.object()));
    }

    private Map<String, @Nullable Object> run(String thread, Call call) {
        threads.get(thread);
        String id = Ids.next("run_", 24);
        String text = "You said: " + lastSaid(thread);
        int output = Tokens.count(text);
        var usage = Json.object("prompt_tokens", 20, "completion_tokens", output, "total_tokens", 20 + output);
        message(thread, "assistant", text, id);
        var run = runs.create(
                id, call, "thread_id", thread, "status", "completed", "model", call.model("gpt-4o"), "usage", usage);
        return Json.with(run, "status", "queued", "usage", null);
    }

    private String lastSaid(String thread) {
        var list = Json.node(messages.list(message -> thread.equals(message.get("thread_id"))));
        return list.at("/data/0/content/0/text/value").stringValue("");
    }
}
