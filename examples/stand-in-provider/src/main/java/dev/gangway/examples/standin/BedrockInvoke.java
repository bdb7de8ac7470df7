package dev.gangway.examples.standin;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Models in their own shapes: Claude, and Nova for all others. */
final class BedrockInvoke {
    private static final String DATA = "data: ";
    private static final String STOP = "message_stop";

    private BedrockInvoke() {}

    static Reply whole(Call call, String model) {
        Tokens tokens = Tokens.of(call.json(), Prompt.answer(call.json()));
        Reply reply =
                isClaude(call, model) ? AnthropicMessages.whole(call) : Reply.json(BedrockConverse.answer(call.json()));
        return reply.header("x-amzn-bedrock-input-token-count", tokens.input())
                .header("x-amzn-bedrock-output-token-count", tokens.output())
                .header("x-amzn-bedrock-invocation-latency", 42);
    }

    static Reply stream(Call call, String model) {
        Reply reply = isClaude(call, model) ? claude(call) : nova(call);
        return reply.header("x-amzn-bedrock-content-type", "application/json");
    }

    /** Anthropic's events without their SSE, and without pings; the last one has Bedrock's own count too. */
    private static Reply claude(Call call) {
        EventStream stream = new EventStream();
        for (byte[] part : AnthropicMessages.stream(call).parts()) {
            String event = new String(part, StandardCharsets.UTF_8);
            String json = event.substring(event.indexOf(DATA) + DATA.length()).strip();
            if (event.startsWith("event: " + STOP)) {
                stream.chunk(
                        Json.compact(Json.object("type", STOP, "amazon-bedrock-invocationMetrics", metrics(call))));
            } else if (!event.startsWith("event: ping")) {
                stream.chunk(json);
            }
        }
        return stream.reply();
    }

    private static Map<String, @Nullable Object> metrics(Call call) {
        Tokens tokens = Tokens.of(call.json(), Prompt.answer(call.json()));
        return Json.object(
                "inputTokenCount",
                tokens.input(),
                "outputTokenCount",
                tokens.output(),
                "invocationLatency",
                42,
                "firstByteLatency",
                21);
    }

    private static Reply nova(Call call) {
        EventStream stream = new EventStream();
        BedrockConverse.stream(call.json())
                .forEach(event -> stream.chunk(Json.compact(Json.object(event.type(), event.fields()))));
        return stream.reply();
    }

    /** Claude wants to know by which version it is spoken to; its answers have Anthropic's name of the model. */
    private static boolean isClaude(Call call, String model) {
        if (!model.contains("anthropic.")) {
            return false;
        }
        if (!call.json().has("anthropic_version")) {
            throw new Refused(400, "Malformed input request: #: required key [anthropic_version] not found");
        }
        call.modelFromPath(model.replaceFirst(".*anthropic\\.", "").replaceFirst("-v\\d(:\\d)?$", ""));
        return true;
    }
}
