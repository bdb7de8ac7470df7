package dev.gangway.examples.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.models.ModelInfo;
import dev.gangway.examples.standin.Received;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Anthropic's SDK, to Anthropic and, by another base URL, to Claude on Azure. */
class AnthropicTest {
    @RegisterExtension
    static final Bench BENCH = new Bench();

    /** Where Claude is: the SDK sends the same to both. */
    enum Place {
        ANTHROPIC("/anthropic_passthrough", "", Bench.ANTHROPIC),
        AZURE("/azure_passthrough", "/anthropic", Bench.CLAUDE_ON_AZURE);

        private final String route;
        private final String prefix;
        private final Map<String, String> credentials;

        Place(String route, String prefix, Map<String, String> credentials) {
            this.route = route;
            this.prefix = prefix;
            this.credentials = credentials;
        }

        AnthropicClient client() {
            return AnthropicOkHttpClient.builder()
                    .baseUrl(BENCH.url(route))
                    .apiKey(Gateway.KEY)
                    .build();
        }

        Received assertReceived(String method, String target) {
            return BENCH.assertReceived(method + " " + prefix + target, credentials);
        }
    }

    @BeforeAll
    static void warmUp() {
        Place.ANTHROPIC.client().models().list(); // an SDK's first call takes seconds
    }

    @ParameterizedTest
    @EnumSource
    void messages(Place place) {
        Message answer =
                place.client().messages().create(say("hello from passthrough").build());
        assertEquals(
                "You said: hello from passthrough",
                answer.content().get(0).text().orElseThrow().text());
        Received received = place.assertReceived("POST", "/v1/messages");
        assertEquals(List.of("2026-10-21"), received.values("anthropic-version"), "the SDK's own");
        assertEquals(List.of("java"), received.values("x-stainless-lang"));
    }

    @ParameterizedTest
    @EnumSource
    void streamedMessages(Place place) {
        MessageCreateParams params = say(Paced.QUESTION)
                .putAdditionalHeader(Paced.HEADER, Paced.DELAY)
                .build();
        try (StreamResponse<RawMessageStreamEvent> stream =
                place.client().messages().createStreaming(params)) {
            String text = Paced.read(stream.stream().iterator()).stream()
                    .flatMap(event -> event.contentBlockDelta().stream())
                    .flatMap(event -> event.delta().text().stream())
                    .map(delta -> delta.text())
                    .collect(Collectors.joining());
            assertEquals(Paced.ANSWER, text);
        }
        place.assertReceived("POST", "/v1/messages");
    }

    @ParameterizedTest
    @EnumSource
    void countedTokens(Place place) {
        var count = place.client()
                .messages()
                .countTokens(MessageCountTokensParams.builder()
                        .model("claude-sonnet-4-20250514")
                        .addUserMessage("hello from passthrough")
                        .build());
        assertTrue(count.inputTokens() > 0);
        place.assertReceived("POST", "/v1/messages/count_tokens");
    }

    @ParameterizedTest
    @EnumSource
    void models(Place place) {
        List<String> models = place.client().models().list().items().stream()
                .map(ModelInfo::id)
                .toList();
        assertTrue(models.contains("claude-haiku-4-5-20251001"), models.toString());
        place.assertReceived("GET", "/v1/models");
    }

    private static MessageCreateParams.Builder say(String text) {
        return MessageCreateParams.builder()
                .model("claude-sonnet-4-20250514")
                .maxTokens(1024)
                .addUserMessage(text);
    }
}
