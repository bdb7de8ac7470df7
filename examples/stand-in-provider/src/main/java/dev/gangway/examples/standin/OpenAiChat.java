package dev.gangway.examples.standin;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Chat completions, and the completions that were before them. */
final class OpenAiChat {

    void addTo(Routes routes) {
        addTo(routes, "");
    }

    void addTo(Routes routes, String prefix) {
        routes.on("POST", prefix + "chat/completions", (call, ids) -> answer(call, true))
                .on("POST", prefix + "completions", (call, ids) -> answer(call, false));
    }

    private static Reply answer(Call call, boolean chat) {
        JsonNode body = call.json();
        String needed = chat ? "messages" : "prompt";
        if (!body.has(needed)) {
            throw new Refused(400, "Missing required parameter: '" + needed + "'.", "missing_required_parameter");
        }
        return call.wantsStream() ? streamed(call, chat) : Reply.pretty(whole(body, call.model("gpt-4o"), chat));
    }

    /** Also what a batch answers per line. */
    static Map<String, @Nullable Object> whole(JsonNode body, String model, boolean chat) {
        String text = Prompt.answer(body);
        Map<String, @Nullable Object> said = chat
                ? Json.object(
                        "index",
                        0,
                        "message",
                        Json.object("role", "assistant", "content", text, "refusal", null, "annotations", List.of()),
                        "logprobs",
                        null,
                        "finish_reason",
                        "stop")
                : Json.object("text", text, "index", 0, "logprobs", null, "finish_reason", "stop");
        return Json.with(
                head(chat, model, chat ? "chat.completion" : "text_completion"),
                "choices",
                List.of(said),
                "usage",
                usage(Tokens.of(body, text)));
    }

    private static Reply streamed(Call call, boolean chat) {
        JsonNode body = call.json();
        String text = Prompt.answer(body);
        boolean wantsUsage = body.at("/stream_options/include_usage").booleanValue(false);
        var head = head(chat, call.model("gpt-4o"), chat ? "chat.completion.chunk" : "text_completion");
        // with include_usage every chunk has the field, and only the last one a value
        head = wantsUsage ? Json.with(head, "usage", null) : head;
        Sse sse = new Sse();
        if (chat) {
            sse.data(chunk(head, Json.object("role", "assistant", "content", "", "refusal", null), null));
        }
        for (String piece : Prompt.pieces(text)) {
            sse.data(chat ? chunk(head, Json.object("content", piece), null) : textChunk(head, piece, null));
        }
        sse.data(chat ? chunk(head, Json.object(), "stop") : textChunk(head, "", "stop"));
        if (wantsUsage) {
            sse.data(Json.with(head, "choices", List.of(), "usage", usage(Tokens.of(body, text))));
        }
        return sse.raw("data: [DONE]\n\n").reply();
    }

    private static Map<String, @Nullable Object> head(boolean chat, String model, String object) {
        return Json.object(
                "id",
                Ids.next(chat ? "chatcmpl-" : "cmpl-", 29),
                "object",
                object,
                "created",
                Ids.now(),
                "model",
                OpenAiModels.dated(model),
                "service_tier",
                "default",
                "system_fingerprint",
                "fp_5d4e1b7c2a");
    }

    private static Map<String, @Nullable Object> chunk(
            Map<String, @Nullable Object> head, Map<String, @Nullable Object> delta, @Nullable String finish) {
        var choice = Json.object("index", 0, "delta", delta, "logprobs", null, "finish_reason", finish);
        return Json.with(head, "choices", List.of(choice), "obfuscation", Ids.next("", 9));
    }

    private static Map<String, @Nullable Object> textChunk(
            Map<String, @Nullable Object> head, String text, @Nullable String finish) {
        var choice = Json.object("text", text, "index", 0, "logprobs", null, "finish_reason", finish);
        return Json.with(head, "choices", List.of(choice));
    }

    private static Map<String, @Nullable Object> usage(Tokens tokens) {
        return Json.object(
                "prompt_tokens", tokens.input(),
                "completion_tokens", tokens.output(),
                "total_tokens", tokens.total(),
                "prompt_tokens_details", Json.object("cached_tokens", tokens.cached(), "audio_tokens", 0),
                "completion_tokens_details",
                        Json.object(
                                "reasoning_tokens", tokens.reasoning(),
                                "audio_tokens", 0,
                                "accepted_prediction_tokens", 0,
                                "rejected_prediction_tokens", 0));
    }
}
