package dev.gangway.examples.standin;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The responses API: plain, streamed, and kept for a later GET. */
final class OpenAiResponses {
    private final Things kept = new Things("response", "Response with id '%s' not found.");

    void addTo(Routes routes) {
        routes.on("POST", "responses", (call, ids) -> create(call))
                .on("GET", "responses/{}", (call, ids) -> Reply.pretty(kept.get(ids.get(0))))
                .on("POST", "responses/{}/cancel", (call, ids) -> Reply.pretty(kept.get(ids.get(0))))
                .on("DELETE", "responses/{}", (call, ids) -> Reply.pretty(kept.delete(ids.get(0), "response")))
                .on("POST", "responses/input_tokens", (call, ids) -> inputTokens(call));
    }

    private static Reply inputTokens(Call call) {
        int count = Tokens.of(call.json(), "").input();
        return Reply.pretty(Json.object("object", "response.input_tokens", "input_tokens", count));
    }

    private Reply create(Call call) {
        JsonNode body = call.json();
        if (!body.has("input") && !body.has("prompt")) {
            throw new Refused(400, "Missing required parameter: 'input'.", "missing_required_parameter");
        }
        String text = Prompt.answer(body);
        var empty = response(call);
        var item = item("completed", List.of(part(text)));
        var done = Json.with(
                empty,
                "status",
                "completed",
                "completed_at",
                Ids.now(),
                "output",
                List.of(item),
                "usage",
                usage(Tokens.of(body, text)));
        kept.put(done);
        return call.wantsStream() ? ResponseEvents.stream(text, empty, item, done) : Reply.pretty(done);
    }

    private static Map<String, @Nullable Object> response(Call call) {
        return Json.object(
                "id",
                "resp_" + Ids.hex(50),
                "object",
                "response",
                "created_at",
                Ids.now(),
                "status",
                "in_progress",
                "background",
                false,
                "error",
                null,
                "incomplete_details",
                null,
                "instructions",
                null,
                "max_output_tokens",
                null,
                "model",
                OpenAiModels.dated(call.model("gpt-4o")),
                "output",
                List.of(),
                "parallel_tool_calls",
                true,
                "previous_response_id",
                null,
                "reasoning",
                Json.object("effort", null, "summary", null),
                "service_tier",
                "default",
                "store",
                true,
                "temperature",
                1.0,
                "text",
                Json.object("format", Json.object("type", "text")),
                "tool_choice",
                "auto",
                "tools",
                List.of(),
                "top_p",
                1.0,
                "truncation",
                "disabled",
                "usage",
                null,
                "metadata",
                Json.object());
    }

    private static Map<String, @Nullable Object> item(String status, List<?> content) {
        return Json.object(
                "id",
                "msg_" + Ids.hex(50),
                "type",
                "message",
                "status",
                status,
                "content",
                content,
                "role",
                "assistant");
    }

    static Map<String, @Nullable Object> part(String text) {
        return Json.object("type", "output_text", "annotations", List.of(), "logprobs", List.of(), "text", text);
    }

    private static Map<String, @Nullable Object> usage(Tokens tokens) {
        return Json.object(
                "input_tokens", tokens.input(),
                "input_tokens_details", Json.object("cached_tokens", tokens.cached()),
                "output_tokens", tokens.output(),
                "output_tokens_details", Json.object("reasoning_tokens", tokens.reasoning()),
                "total_tokens", tokens.total());
    }
}
