package dev.gangway.examples.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.azure.AzureOpenAIServiceVersion;
import com.openai.azure.AzureUrlPathMode;
import com.openai.azure.credential.AzureApiKeyCredential;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.beta.assistants.Assistant;
import com.openai.models.beta.assistants.AssistantCreateParams;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.models.Model;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Azure by OpenAI's SDK: deployments with an api-version, and the v1 API, which has none. */
class AzureTest {
    @RegisterExtension
    static final Bench BENCH = new Bench();

    private static final String VERSION = "?api-version=2024-10-21";

    private static OpenAIClient deployments;
    private static OpenAIClient v1;

    /** The SDK knows Azure by its host names; behind a gateway it has to be told. The gateway's api-version wins. */
    @BeforeAll
    static void connect() {
        deployments = OpenAIOkHttpClient.builder()
                .baseUrl(BENCH.url("/azure_passthrough"))
                .credential(AzureApiKeyCredential.create(Gateway.KEY))
                .azureUrlPathMode(AzureUrlPathMode.LEGACY)
                .azureServiceVersion(AzureOpenAIServiceVersion.getV2025_01_01_PREVIEW())
                .build();
        v1 = OpenAIOkHttpClient.builder()
                .baseUrl(BENCH.url("/azure_passthrough/openai/v1/"))
                .apiKey(Gateway.KEY)
                .build();
        v1.models().list(); // an SDK's first call takes seconds
    }

    @Test
    void chat() {
        var answer = deployments
                .chat()
                .completions()
                .create(say("hello from azure passthrough").build());
        assertEquals(
                "You said: hello from azure passthrough",
                answer.choices().get(0).message().content().orElseThrow());
        BENCH.assertReceived("POST /openai/deployments/gpt-4o/chat/completions" + VERSION, Bench.AZURE);
    }

    @Test
    void streamedChat() {
        ChatCompletionCreateParams params = say(Paced.QUESTION)
                .putAdditionalHeader(Paced.HEADER, Paced.DELAY)
                .build();
        try (StreamResponse<ChatCompletionChunk> stream =
                deployments.chat().completions().createStreaming(params)) {
            String text = Paced.read(stream.stream().iterator()).stream()
                    .flatMap(chunk -> chunk.choices().stream())
                    .flatMap(choice -> choice.delta().content().stream())
                    .collect(Collectors.joining());
            assertEquals(Paced.ANSWER, text);
        }
        BENCH.assertReceived("POST /openai/deployments/gpt-4o/chat/completions" + VERSION, Bench.AZURE);
    }

    @Test
    void embeddings() {
        var answer = deployments
                .embeddings()
                .create(EmbeddingCreateParams.builder()
                        .model("text-embedding-3-large")
                        .input("hello")
                        .build());
        assertEquals(3072, answer.data().get(0).embedding().size());
        BENCH.assertReceived("POST /openai/deployments/text-embedding-3-large/embeddings" + VERSION, Bench.AZURE);
    }

    @Test
    void models() {
        List<String> models =
                deployments.models().list().items().stream().map(Model::id).toList();
        assertTrue(models.contains("gpt-4o"), models.toString());
        BENCH.assertReceived("GET /openai/models" + VERSION, Bench.AZURE);
    }

    /** As if it were OpenAI: the Azure mode would put a deployment into the path. The gateway adds the api-version. */
    @Test
    @SuppressWarnings("deprecation") // by OpenAI; Azure still has them
    void assistants() {
        OpenAIClient client = OpenAIOkHttpClient.builder()
                .baseUrl(BENCH.url("/azure_passthrough/openai"))
                .apiKey(Gateway.KEY)
                .build();
        Assistant created = client.beta()
                .assistants()
                .create(AssistantCreateParams.builder()
                        .model("gpt-4o")
                        .name("bosun")
                        .build());
        List<Assistant> listed = client.beta().assistants().list().items();
        assertEquals(List.of(created.id()), listed.stream().map(Assistant::id).toList());
        assertEquals("bosun", listed.get(0).name().orElseThrow());
        BENCH.assertReceived(0, "POST /openai/assistants" + VERSION, Bench.AZURE);
        BENCH.assertReceived(1, "GET /openai/assistants" + VERSION, Bench.AZURE);
    }

    @Test
    void responses() {
        var answer = v1.responses()
                .create(ResponseCreateParams.builder()
                        .model("gpt-4.1")
                        .input("hello from azure passthrough")
                        .build());
        String text = answer.output()
                .get(0)
                .asMessage()
                .content()
                .get(0)
                .asOutputText()
                .text();
        assertEquals("You said: hello from azure passthrough", text);
        BENCH.assertReceived("POST /openai/v1/responses", Bench.AZURE);
    }

    @Test
    void streamedResponses() {
        ResponseCreateParams params = ResponseCreateParams.builder()
                .model("gpt-4.1")
                .input(Paced.QUESTION)
                .putAdditionalHeader(Paced.HEADER, Paced.DELAY)
                .build();
        try (StreamResponse<ResponseStreamEvent> stream = v1.responses().createStreaming(params)) {
            List<ResponseStreamEvent> events = Paced.read(stream.stream().iterator());
            String text = events.stream()
                    .flatMap(event -> event.outputTextDelta().stream())
                    .map(delta -> delta.delta())
                    .collect(Collectors.joining());
            assertEquals(Paced.ANSWER, text);
            assertTrue(events.get(events.size() - 1).isCompleted());
        }
        BENCH.assertReceived("POST /openai/v1/responses", Bench.AZURE);
    }

    @Test
    void embeddingsOfV1() {
        var answer = v1.embeddings()
                .create(EmbeddingCreateParams.builder()
                        .model("text-embedding-3-small")
                        .input("hello")
                        .build());
        assertEquals(1536, answer.data().get(0).embedding().size());
        BENCH.assertReceived("POST /openai/v1/embeddings", Bench.AZURE);
    }

    private static ChatCompletionCreateParams.Builder say(String text) {
        return ChatCompletionCreateParams.builder().model("gpt-4o").addUserMessage(text);
    }
}
