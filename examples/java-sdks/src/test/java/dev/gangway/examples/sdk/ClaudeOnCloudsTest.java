package dev.gangway.examples.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.anthropic.client.AnthropicClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Anthropic's SDK with the backends that it has for clouds. */
class ClaudeOnCloudsTest {
    @RegisterExtension
    static final Bench BENCH = new Bench();

    private static final String MODEL = "claude-sonnet-5-5";
    private static final String ON_BEDROCK = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";
    private static final String ON_MANTLE = "anthropic.claude-sonnet-5-5";
    private static final String VERTEX =
            "POST /v1/projects/their-project/locations/us-east5/publishers/anthropic/models/";

    @Test
    void vertex() {
        AnthropicClient client = CloudClients.claudeOnVertex(BENCH.url("/genai_passthrough"));
        assertAnswers(client, MODEL);
        BENCH.assertReceived(VERTEX + MODEL + ":rawPredict", Bench.VERTEX);
    }

    @Test
    void vertexStreamed() {
        AnthropicClient client = CloudClients.claudeOnVertex(BENCH.url("/genai_passthrough"));
        assertStreams(client, MODEL);
        BENCH.assertReceived(VERTEX + MODEL + ":streamRawPredict", Bench.VERTEX);
    }

    @Test
    void vertexCounted() {
        assertCounts(CloudClients.claudeOnVertex(BENCH.url("/genai_passthrough")));
        BENCH.assertReceived(VERTEX + "count-tokens:rawPredict", Bench.VERTEX);
    }

    @Test
    void foundry() {
        assertAnswers(CloudClients.claudeOnFoundry(BENCH.url("/azure_passthrough/anthropic")), MODEL);
        BENCH.assertReceived("POST /anthropic/v1/messages", Bench.CLAUDE_ON_AZURE);
    }

    @Test
    void foundryStreamed() {
        assertStreams(CloudClients.claudeOnFoundry(BENCH.url("/azure_passthrough/anthropic")), MODEL);
        BENCH.assertReceived("POST /anthropic/v1/messages", Bench.CLAUDE_ON_AZURE);
    }

    @Test
    void foundryCounted() {
        assertCounts(CloudClients.claudeOnFoundry(BENCH.url("/azure_passthrough/anthropic")));
        BENCH.assertReceived("POST /anthropic/v1/messages/count_tokens", Bench.CLAUDE_ON_AZURE);
    }

    @Test
    void bedrock() {
        assertAnswers(CloudClients.claudeOnBedrock(BENCH.url("/bedrock_passthrough")), ON_BEDROCK);
        Signed.assertReceived(BENCH, "POST /model/" + ON_BEDROCK + "/invoke", "bedrock");
    }

    @Test
    void bedrockStreamed() {
        assertStreams(CloudClients.claudeOnBedrock(BENCH.url("/bedrock_passthrough")), ON_BEDROCK);
        Signed.assertReceived(BENCH, "POST /model/" + ON_BEDROCK + "/invoke-with-response-stream", "bedrock");
    }

    @Test
    void bedrockByApiKey() {
        assertAnswers(CloudClients.claudeOnBedrock(BENCH.url("/key/bedrock_passthrough")), ON_BEDROCK);
        BENCH.assertReceived(
                "POST /model/" + ON_BEDROCK + "/invoke", Map.of("authorization", "Bearer operator-bedrock-key"));
    }

    @Test
    void mantle() {
        assertAnswers(CloudClients.claudeOnMantle(BENCH.url("/bedrock_passthrough/anthropic")), ON_MANTLE);
        Signed.assertReceived(BENCH, "POST /anthropic/v1/messages", "bedrock-mantle");
    }

    @Test
    void mantleStreamed() {
        assertStreams(CloudClients.claudeOnMantle(BENCH.url("/bedrock_passthrough/anthropic")), ON_MANTLE);
        Signed.assertReceived(BENCH, "POST /anthropic/v1/messages", "bedrock-mantle");
    }

    private static void assertAnswers(AnthropicClient client, String model) {
        var answer = client.messages().create(Questions.anthropic(model));
        assertEquals("You said: hello", answer.content().get(0).asText().text());
        assertTrue(answer.usage().inputTokens() > 0);
    }

    private static void assertCounts(AnthropicClient client) {
        var params = MessageCountTokensParams.builder()
                .model(MODEL)
                .addUserMessage("hello")
                .build();
        assertTrue(client.messages().countTokens(params).inputTokens() > 0);
    }

    private static void assertStreams(AnthropicClient client, String model) {
        MessageCreateParams params = MessageCreateParams.builder()
                .model(model)
                .maxTokens(1024)
                .addUserMessage(Paced.QUESTION)
                .putAdditionalHeader(Paced.HEADER, Paced.DELAY)
                .build();
        try (StreamResponse<RawMessageStreamEvent> stream = client.messages().createStreaming(params)) {
            List<RawMessageStreamEvent> events = Paced.read(stream.stream().iterator());
            String text = events.stream()
                    .flatMap(event -> event.contentBlockDelta().stream())
                    .flatMap(block -> block.delta().text().stream())
                    .map(delta -> delta.text())
                    .collect(Collectors.joining());
            assertEquals(Paced.ANSWER, text);
        }
    }
}
