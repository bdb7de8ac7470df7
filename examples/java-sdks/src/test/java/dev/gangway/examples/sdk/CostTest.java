package dev.gangway.examples.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.openai.client.OpenAIClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an SDK sees of usage and cost where a route says more than the provider: nothing that breaks it. */
class CostTest {
    @RegisterExtension
    static final Bench BENCH = new Bench();

    private static ChatCompletionCreateParams.Builder say(String text) {
        return ChatCompletionCreateParams.builder().model("gpt-4o-mini").addUserMessage(text);
    }

    private static List<ChatCompletionChunk> chunks(String baseUrl, ChatCompletionCreateParams params) {
        OpenAIClient client = Clients.PLAIN.openAi(baseUrl);
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(params)) {
            return stream.stream().toList();
        }
    }

    /** All of a chunk but its id and time, and whether it has the field {@code usage}, if only with null. */
    private static String shown(ChatCompletionChunk chunk) {
        return chunk.model() + chunk.choices() + chunk._usage().isMissing() + chunk._additionalProperties();
    }

    /** {@code request-stream-usage}: the gateway learns the usage, and the SDK sees the stream that it asked for. */
    @Test
    void aStreamThatDidNotAskForItsUsage() {
        ChatCompletionCreateParams params = say("hello from passthrough").build();
        List<ChatCompletionChunk> direct = chunks(BENCH.provider().uri() + "/v1", params);
        List<ChatCompletionChunk> through = chunks(BENCH.url("/usage/openai/v1"), params);
        assertTrue(direct.size() > 2);
        assertEquals(
                direct.stream().map(CostTest::shown).toList(),
                through.stream().map(CostTest::shown).toList());
        assertTrue(through.stream().allMatch(chunk -> chunk._usage().isMissing()));
    }

    @Test
    void theCostInAStreamOfChunks() {
        ChatCompletionCreateParams params = say("hello from passthrough")
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build();
        List<ChatCompletionChunk> chunks = chunks(BENCH.url("/cost/openai/v1"), params);
        var usage = chunks.get(chunks.size() - 1).usage().orElseThrow();
        assertTrue(usage.promptTokens() > 0);
        assertIsCost(usage._additionalProperties());
    }

    @Test
    void theCostInAStreamOfMessages() {
        MessageCreateParams params = MessageCreateParams.builder()
                .model("claude-sonnet-4-5")
                .maxTokens(100)
                .addUserMessage("hello from passthrough")
                .build();
        try (var stream =
                Clients.PLAIN.anthropic(BENCH.url("/cost/anthropic")).messages().createStreaming(params)) {
            var deltas = stream.stream()
                    .filter(RawMessageStreamEvent::isMessageDelta)
                    .map(event -> event.asMessageDelta().usage())
                    .toList();
            assertEquals(1, deltas.size());
            assertIsCost(deltas.get(0)._additionalProperties());
        }
    }

    private static void assertIsCost(Map<String, ?> properties) {
        BigDecimal cost = new BigDecimal(String.valueOf(properties.get("cost")));
        assertTrue(cost.signum() > 0 && cost.compareTo(BigDecimal.ONE) < 0, properties.toString());
    }

    @Test
    void theCostInAHeader() {
        try (var answer = Clients.PLAIN
                .openAi(BENCH.url("/cost/openai/v1"))
                .chat()
                .completions()
                .withRawResponse()
                .create(say("hello from passthrough").build())) {
            String cost = answer.headers().values("gangway-cost").get(0);
            assertTrue(new BigDecimal(cost).signum() > 0);
            assertEquals(
                    "You said: hello from passthrough",
                    answer.parse().choices().get(0).message().content().orElseThrow());
        }
    }
}
