package dev.gangway.examples.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.anthropic.client.AnthropicClient;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.errors.OverloadedException;
import com.google.genai.Client;
import com.google.genai.errors.ApiException;
import com.google.genai.errors.ClientException;
import com.google.genai.errors.ServerException;
import com.openai.azure.AzureUrlPathMode;
import com.openai.azure.credential.AzureApiKeyCredential;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A provider's error is raised as the SDK's own exception, with the provider's status, message and headers. */
class ProviderErrorsTest {
    @RegisterExtension
    static final Bench BENCH = new Bench();

    static Stream<Arguments> openAi() {
        return Stream.of(
                arguments(401, UnauthorizedException.class, "Incorrect API key provided."),
                arguments(404, NotFoundException.class, "The model does not exist or you do not have access to it."),
                arguments(429, RateLimitException.class, "Rate limit reached. Please try again in 1s."),
                arguments(500, InternalServerException.class, "The server had an error while processing your request."),
                arguments(529, InternalServerException.class, "Overloaded"));
    }

    @ParameterizedTest
    @MethodSource
    void openAi(int status, Class<? extends OpenAIServiceException> type, String message) {
        assertOpenAi(Clients.PLAIN.openAi(BENCH.url("/openai_passthrough/v1")), status, type, message);
    }

    @ParameterizedTest
    @MethodSource("openAi")
    void azure(int status, Class<? extends OpenAIServiceException> type, String message) {
        OpenAIClient client = OpenAIOkHttpClient.builder()
                .baseUrl(BENCH.url("/azure_passthrough"))
                .credential(AzureApiKeyCredential.create(Gateway.KEY))
                .azureUrlPathMode(AzureUrlPathMode.LEGACY)
                .build();
        assertOpenAi(client, status, type, message);
    }

    private static void assertOpenAi(
            OpenAIClient client, int status, Class<? extends OpenAIServiceException> type, String message) {
        OpenAIClient once = client.withOptions(options -> options.maxRetries(0));
        var question = Questions.openAi("error-" + status);
        var error = assertThrows(type, () -> once.chat().completions().create(question));
        assertEquals(status, error.statusCode());
        assertEquals(status + ": " + message, error.getMessage());
        assertEquals(status == 429 ? List.of("1") : List.of(), error.headers().values("retry-after"));
        assertEquals(List.of(), error.headers().values("gangway-error"));
        assertEquals(1, BENCH.provider().received().size());
    }

    static Stream<Arguments> anthropic() {
        return Stream.of(
                arguments(401, com.anthropic.errors.UnauthorizedException.class, "Incorrect API key provided."),
                arguments(
                        404,
                        com.anthropic.errors.NotFoundException.class,
                        "The model does not exist or you do not have access to it."),
                arguments(
                        429,
                        com.anthropic.errors.RateLimitException.class,
                        "Rate limit reached. Please try again in 1s."),
                arguments(
                        500,
                        com.anthropic.errors.InternalServerException.class,
                        "The server had an error while processing your request."),
                arguments(529, OverloadedException.class, "Overloaded"));
    }

    @ParameterizedTest
    @MethodSource
    void anthropic(int status, Class<? extends AnthropicServiceException> type, String message) {
        AnthropicClient client = Clients.PLAIN
                .anthropic(BENCH.url("/anthropic_passthrough"))
                .withOptions(options -> options.maxRetries(0));
        var question = Questions.anthropic("error-" + status);
        var error = assertThrows(type, () -> client.messages().create(question));
        assertEquals(status, error.statusCode());
        assertEquals(message, error.apiMessage().orElseThrow());
        assertTrue(error.requestId().orElseThrow().startsWith("req_"), "the provider's own");
        assertEquals(1, BENCH.provider().received().size());
    }

    static Stream<Arguments> gemini() {
        return Stream.of(
                arguments(401, ClientException.class, "UNAUTHENTICATED", "Incorrect API key provided."),
                arguments(404, ClientException.class, "NOT_FOUND", "The model does not exist"),
                arguments(429, ClientException.class, "RESOURCE_EXHAUSTED", "Rate limit reached."),
                arguments(500, ServerException.class, "INTERNAL", "The server had an error"),
                arguments(529, ServerException.class, "UNAVAILABLE", "Overloaded"));
    }

    @ParameterizedTest
    @MethodSource
    void gemini(int status, Class<? extends ApiException> type, String name, String message) {
        try (Client client = Clients.PLAIN.google(BENCH.url("/genai_passthrough"), false)) {
            var error = assertThrows(type, () -> client.models.generateContent("error-" + status, "hello", null));
            assertEquals(status, error.code());
            assertEquals(name, error.status());
            assertTrue(error.message().startsWith(message), error.message());
        }
        assertEquals(1, BENCH.provider().received().size());
    }
}
