package dev.gangway.examples.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.ListModelsConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Google's SDK to Vertex: by API key or with credentials, where the operator has a token or an API key. */
class VertexTest {
    @RegisterExtension
    static final Bench BENCH = new Bench();

    private static final String MODEL = "publishers/google/models/gemini-2.5-flash";
    private static final String OURS = "/v1beta1/projects/our-project/locations/us-central1/" + MODEL;

    private static final Map<String, String> EXPRESS = Map.of("x-goog-api-key", "operator-express-key");

    @BeforeAll
    static void warmUp() {
        try (Client client = byKey("/genai_passthrough")) {
            client.models.generateContent("gemini-2.5-flash", "hello", null); // an SDK's first call takes seconds
        }
    }

    @Test
    void byKeyToTheOperatorsProject() {
        try (Client client = byKey("/genai_passthrough")) {
            assertHello(client.models.generateContent("gemini-2.5-flash", "hello from vertex passthrough", null));
        }
        BENCH.assertReceived("POST " + OURS + ":generateContent", Bench.VERTEX);
    }

    @Test
    void streamed() {
        GenerateContentConfig slow = GenerateContentConfig.builder()
                .httpOptions(HttpOptions.builder()
                        .headers(Map.of(Paced.HEADER, Paced.DELAY))
                        .build())
                .build();
        try (Client client = byKey("/genai_passthrough");
                ResponseStream<GenerateContentResponse> stream =
                        client.models.generateContentStream("gemini-2.5-flash", Paced.QUESTION, slow)) {
            String text = Paced.read(stream.iterator()).stream()
                    .map(GenerateContentResponse::text)
                    .collect(Collectors.joining());
            assertEquals(Paced.ANSWER, text);
        }
        BENCH.assertReceived("POST " + OURS + ":streamGenerateContent?alt=sse", Bench.VERTEX);
    }

    @Test
    void byKeyInExpressMode() {
        try (Client client = byKey("/express/genai_passthrough")) {
            assertHello(client.models.generateContent("gemini-2.5-flash", "hello from vertex passthrough", null));
        }
        BENCH.assertReceived("POST /v1beta1/" + MODEL + ":generateContent", EXPRESS);
    }

    /** The client's own project stays in the path; its token does not go on. */
    @Test
    void withCredentials() {
        try (Client client = CloudClients.geminiOnVertex(BENCH.url("/genai_passthrough"))) {
            assertHello(client.models.generateContent("gemini-2.5-flash", "hello from vertex passthrough", null));
        }
        String theirs = "/v1beta1/projects/their-project/locations/europe-west4/" + MODEL;
        BENCH.assertReceived("POST " + theirs + ":generateContent", Bench.VERTEX);
    }

    @Test
    void models() {
        List<String> models = new ArrayList<>();
        try (Client client = byKey("/genai_passthrough")) {
            client.models
                    .list(ListModelsConfig.builder().build())
                    .forEach(model -> models.add(model.name().orElseThrow()));
        }
        assertTrue(models.contains(MODEL), models.toString());
        BENCH.assertReceived("GET /v1beta1/publishers/google/models", Bench.VERTEX);
    }

    private static void assertHello(GenerateContentResponse answer) {
        assertEquals("You said: hello from vertex passthrough", answer.text());
    }

    private static Client byKey(String route) {
        return Client.builder()
                .vertexAI(true)
                .apiKey(Gateway.KEY)
                .httpOptions(HttpOptions.builder().baseUrl(BENCH.url(route)).build())
                .build();
    }
}
