package dev.gangway.examples.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.OpenAIClientBuilder;
import com.azure.ai.openai.OpenAIServiceVersion;
import com.azure.ai.openai.models.ChatCompletions;
import com.azure.ai.openai.models.ChatCompletionsOptions;
import com.azure.ai.openai.models.ChatRequestUserMessage;
import com.azure.ai.openai.models.EmbeddingsOptions;
import com.azure.core.credential.AzureKeyCredential;
import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.exception.ResourceNotFoundException;
import com.azure.core.http.netty.NettyAsyncHttpClientBuilder;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.RetryOptions;
import com.azure.core.util.HttpClientOptions;
import io.netty.handler.ssl.SslContextBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.netty.http.client.HttpClient;

/** Azure's own SDK, which sends a key by TLS only, and names the deployment in the path and not in the body. */
class AzureSdkTest {
    @RegisterExtension
    static final Bench BENCH = new Bench();

    private static final String CHAT = "POST /openai/deployments/%s/chat/completions?api-version=2024-10-21";

    private static OpenAIClientBuilder builder;
    private static OpenAIClient client;

    @BeforeAll
    static void connect(@TempDir Path directory) throws Exception {
        Certificate certificate = new Certificate(directory);
        var tls =
                SslContextBuilder.forClient().trustManager(certificate.trust()).build();
        HttpClient http = HttpClient.create().secure(spec -> spec.sslContext(tls));
        builder = new OpenAIClientBuilder()
                .endpoint(BENCH.gateway().https(certificate) + "/azure_passthrough")
                .credential(new AzureKeyCredential(Gateway.KEY))
                .serviceVersion(OpenAIServiceVersion.V2025_01_01_PREVIEW)
                .retryOptions(new RetryOptions(new FixedDelayOptions(0, Duration.ofMillis(1))))
                .httpClient(new NettyAsyncHttpClientBuilder(http).build());
        client = builder.buildClient();
        client.listFiles(); // an SDK's first call takes seconds
    }

    @Test
    void chat() {
        ChatCompletions answer = client.getChatCompletions("gpt-4o", say("hello from azure passthrough"));
        assertEquals(
                "You said: hello from azure passthrough",
                answer.getChoices().get(0).getMessage().getContent());
        var received = BENCH.assertReceived(CHAT.formatted("gpt-4o"), Bench.AZURE);
        assertTrue(received.values("x-ms-client-request-id").size() == 1, "kept");
        assertTrue(BENCH.gateway().arrived().get(0).endsWith(" HTTP/1.1"), "for all that TLS offers HTTP/2");
    }

    @Test
    void asynchronousChat() {
        ChatCompletions answer = builder.buildAsyncClient()
                .getChatCompletions("gpt-4o", say("hello from azure passthrough"))
                .block(Duration.ofSeconds(30));
        assertEquals(
                "You said: hello from azure passthrough",
                answer.getChoices().get(0).getMessage().getContent());
        BENCH.assertReceived(CHAT.formatted("gpt-4o"), Bench.AZURE);
    }

    @Test
    void streamedChat() {
        OpenAIClient slow = builder.clientOptions(new HttpClientOptions()
                        .setHeaders(List.of(new com.azure.core.util.Header(Paced.HEADER, Paced.DELAY))))
                .buildClient();
        String text = Paced.read(slow.getChatCompletionsStream("gpt-4o", say(Paced.QUESTION))
                        .iterator())
                .stream()
                .flatMap(chunk -> chunk.getChoices().stream())
                .map(choice -> choice.getDelta().getContent())
                .filter(content -> content != null)
                .collect(Collectors.joining());
        assertEquals(Paced.ANSWER, text);
        BENCH.assertReceived(CHAT.formatted("gpt-4o"), Bench.AZURE);
    }

    @Test
    void embeddings() {
        var answer = client.getEmbeddings("text-embedding-3-small", new EmbeddingsOptions(List.of("hello")));
        assertEquals(1536, answer.getData().get(0).getEmbedding().size());
        BENCH.assertReceived(
                "POST /openai/deployments/text-embedding-3-small/embeddings?api-version=2024-10-21", Bench.AZURE);
    }

    @ParameterizedTest
    @CsvSource({
        "401, Incorrect API key provided.",
        "404, The model does not exist",
        "429, Rate limit reached.",
        "500, The server had an error",
    })
    void errors(int status, String message) {
        Class<? extends HttpResponseException> type = status == 401
                ? ClientAuthenticationException.class
                : status == 404 ? ResourceNotFoundException.class : HttpResponseException.class;
        var error = assertThrows(
                type, () -> client.getChatCompletions("error-" + status, say("hello from azure passthrough")));
        assertEquals(status, error.getResponse().getStatusCode());
        assertTrue(error.getMessage().contains(message), error.getMessage());
        BENCH.assertReceived(CHAT.formatted("error-" + status), Bench.AZURE);
    }

    private static ChatCompletionsOptions say(String text) {
        return new ChatCompletionsOptions(List.of(new ChatRequestUserMessage(text)));
    }
}
