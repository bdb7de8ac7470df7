package dev.gangway.examples.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.types.EmbedContentResponse;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.ListModelsConfig;
import dev.gangway.examples.standin.Received;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Google's SDK to Gemini. */
class GeminiTest {
    @RegisterExtension
    static final Bench BENCH = new Bench();

    private static final GenerateContentConfig SLOW = GenerateContentConfig.builder()
            .httpOptions(HttpOptions.builder()
                    .headers(Map.of(Paced.HEADER, Paced.DELAY))
                    .build())
            .build();

    private static Client client;

    @BeforeAll
    static void connect() {
        client = Client.builder()
                .apiKey(Gateway.KEY)
                .httpOptions(HttpOptions.builder()
                        .baseUrl(BENCH.url("/genai_passthrough"))
                        .build())
                .build();
        client.models.generateContent("gemini-2.5-flash", "hello", null); // an SDK's first call takes seconds
    }

    @AfterAll
    static void close() {
        client.close();
    }

    @Test
    void content() {
        GenerateContentResponse answer =
                client.models.generateContent("gemini-2.5-flash", "hello from passthrough", null);
        assertEquals("You said: hello from passthrough", answer.text());
        Received received = BENCH.assertReceived("POST /v1beta/models/gemini-2.5-flash:generateContent", Bench.GEMINI);
        assertEquals(1, received.values("x-goog-api-client").size());
    }

    @Test
    void streamedContent() {
        try (ResponseStream<GenerateContentResponse> stream =
                client.models.generateContentStream("gemini-2.5-flash", Paced.QUESTION, SLOW)) {
            String text = Paced.read(stream.iterator()).stream()
                    .map(GenerateContentResponse::text)
                    .collect(Collectors.joining());
            assertEquals(Paced.ANSWER, text);
        }
        BENCH.assertReceived("POST /v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse", Bench.GEMINI);
    }

    @Test
    void embeddings() {
        EmbedContentResponse answer = client.models.embedContent("gemini-embedding-001", "hello", null);
        int size =
                answer.embeddings().orElseThrow().get(0).values().orElseThrow().size();
        assertEquals(768, size);
        BENCH.assertReceived("POST /v1beta/models/gemini-embedding-001:batchEmbedContents", Bench.GEMINI);
    }

    @Test
    void countedTokens() {
        var count = client.models.countTokens("gemini-2.5-flash", "hello from passthrough", null);
        assertTrue(count.totalTokens().orElseThrow() > 0);
        BENCH.assertReceived("POST /v1beta/models/gemini-2.5-flash:countTokens", Bench.GEMINI);
    }

    @Test
    void models() {
        List<String> models = new ArrayList<>();
        client.models
                .list(ListModelsConfig.builder().build())
                .forEach(model -> models.add(model.name().orElseThrow()));
        assertTrue(models.contains("models/gemini-2.5-flash"), models.toString());
        BENCH.assertReceived("GET /v1beta/models", Bench.GEMINI);
    }
}
