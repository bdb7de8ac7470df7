package dev.gangway.examples.standin;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Messages, plain and streamed, for Anthropic itself and for Claude on Vertex. */
final class AnthropicMessages {
    private AnthropicMessages() {}

    static Reply answer(Call call) {
        check(call, "max_tokens");
        return call.wantsStream() ? stream(call) : whole(call);
    }

    static Reply whole(Call call) {
        return Reply.json(message(call.json(), call.model("claude-sonnet-4-5")));
    }

    static Reply count(Call call) {
        check(call, "messages");
        return Reply.json(Json.object("input_tokens", Tokens.of(call.json(), "").input()));
    }

    private static void check(Call call, String needed) {
        for (String field : List.of("messages", needed)) {
            if (!call.json().has(field)) {
                throw new Refused(400, field + ": Field required");
            }
        }
    }

    /** Also what a batch answers per request. */
    static Map<String, @Nullable Object> message(JsonNode body, String model) {
        String text = Prompt.answer(body);
        Tokens tokens = Tokens.of(body, text);
        return Json.with(
                empty(model),
                "content",
                List.of(Json.object("type", "text", "text", text)),
                "stop_reason",
                "end_turn",
                "usage",
                usage(body, tokens, tokens.output()));
    }

    static Reply stream(Call call) {
        JsonNode body = call.json();
        String text = Prompt.answer(body);
        Tokens tokens = Tokens.of(body, text);
        var begun = Json.with(empty(call.model("claude-sonnet-4-5")), "usage", usage(body, tokens, 1));
        Sse sse = new Sse()
                .typed("message_start", "message", begun)
                .typed("content_block_start", "index", 0, "content_block", Json.object("type", "text", "text", ""))
                .typed("ping");
        for (String piece : Prompt.pieces(text)) {
            sse.typed("content_block_delta", "index", 0, "delta", Json.object("type", "text_delta", "text", piece));
        }
        return sse.typed("content_block_stop", "index", 0)
                .typed(
                        "message_delta",
                        "delta",
                        Json.object("stop_reason", "end_turn", "stop_sequence", null),
                        "usage",
                        deltaUsage(body, tokens))
                .typed("message_stop")
                .reply();
    }

    private static Map<String, @Nullable Object> empty(String model) {
        return Json.object(
                "model",
                model,
                "id",
                Ids.next("msg_01", 22),
                "type",
                "message",
                "role",
                "assistant",
                "content",
                List.of(),
                "stop_reason",
                null,
                "stop_sequence",
                null,
                "usage",
                null);
    }

    /** Cumulative, as all that {@code message_delta} says. */
    private static Map<String, @Nullable Object> deltaUsage(JsonNode body, Tokens tokens) {
        var usage = usage(body, tokens, tokens.output());
        usage.keySet()
                .retainAll(List.of(
                        "input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens", "output_tokens"));
        return usage;
    }

    /** Who asks for caching finds half of the input in the cache, and writes a quarter. */
    private static Map<String, @Nullable Object> usage(JsonNode body, Tokens tokens, int output) {
        JsonNode control = body.findValue("cache_control");
        int read = control == null ? 0 : tokens.input() / 2;
        int written = control == null ? 0 : tokens.input() / 4;
        boolean hour = control != null && control.path("ttl").stringValue("5m").equals("1h");
        return Json.object(
                "input_tokens",
                tokens.input() - read - written,
                "cache_creation_input_tokens",
                written,
                "cache_read_input_tokens",
                read,
                "cache_creation",
                Json.object(
                        "ephemeral_5m_input_tokens", hour ? 0 : written,
                        "ephemeral_1h_input_tokens", hour ? written : 0),
                "output_tokens",
                output,
                "service_tier",
                "standard");
    }
}
