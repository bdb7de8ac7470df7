package dev.gangway.examples.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.anthropic.client.AnthropicClient;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.errors.ServiceUnavailableException;
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
import com.openai.errors.UnauthorizedException;
import com.openai.errors.UnexpectedStatusCodeException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The gateway's own errors are SDK exceptions too, and SDKs try again only where that may help. */
class GatewayErrorsTest {
    @RegisterExtension
    static final Bench BENCH = new Bench();

    private static final String NO_KEY = "This route has no upstream key: set routes[";

    @AfterEach
    void noProviderKnows() {
        assertEquals(List.of(), BENCH.provider().received());
    }

    @Test
    void noCredential() {
        var openAi = openAi(InternalServerException.class, Clients.PLAIN.openAi(BENCH.url("/keyless/openai/v1")));
        assertOpenAi(openAi, 503, "no-credential", NO_KEY);
        assertArrived(1, "an SDK that tries twice more by default");
        var azure = openAi(InternalServerException.class, azure("/keyless/azure", AzureUrlPathMode.LEGACY));
        assertOpenAi(azure, 503, "no-credential", NO_KEY);
        assertArrived(2, "likewise");
        var anthropic =
                anthropic(ServiceUnavailableException.class, Clients.PLAIN.anthropic(BENCH.url("/keyless/anthropic")));
        assertAnthropic(anthropic, 503, "no-credential", NO_KEY);
        assertArrived(3, "likewise");
        assertGoogle(google(ServerException.class, "/keyless/genai"), 503, "UNAVAILABLE", NO_KEY);
    }

    @Test
    void unauthorized() {
        var openAi = openAi(
                UnauthorizedException.class,
                Clients.PLAIN.openAi(BENCH.url("/openai_passthrough/v1")).withOptions(o -> o.apiKey("wrong")));
        assertOpenAi(openAi, 401, "unauthorized", "A gateway key is needed");
        var anthropic = anthropic(
                com.anthropic.errors.UnauthorizedException.class,
                com.anthropic.client.okhttp.AnthropicOkHttpClient.builder()
                        .baseUrl(BENCH.url("/anthropic_passthrough"))
                        .apiKey("wrong")
                        .build());
        assertAnthropic(anthropic, 401, "unauthorized", "A gateway key is needed");
        try (Client client = Client.builder()
                .apiKey("wrong")
                .httpOptions(com.google.genai.types.HttpOptions.builder()
                        .baseUrl(BENCH.url("/genai_passthrough"))
                        .build())
                .build()) {
            var google = assertThrows(ClientException.class, () -> generate(client));
            assertGoogle(google, 401, "UNAUTHENTICATED", "A gateway key is needed");
        }
        assertArrived(3, "each once");
    }

    @Test
    void noRoute() {
        var openAi = openAi(NotFoundException.class, Clients.PLAIN.openAi(BENCH.url("/openai_passtrough/v1")));
        assertOpenAi(openAi, 404, "no-route", "No route has this prefix.");
        var anthropic = anthropic(
                com.anthropic.errors.NotFoundException.class,
                Clients.PLAIN.anthropic(BENCH.url("/anthropic_passtrough")));
        assertAnthropic(anthropic, 404, "no-route", "No route has this prefix.");
        var google = google(ClientException.class, "/genai_passtrough");
        assertEquals(404, google.code());
        assertTrue(google.message().startsWith("No route has this prefix."), google.message());
        assertArrived(3, "each once");
    }

    /** The SDK does not know the gateway's host as Azure's, so it leaves out what Azure needs. */
    @Test
    void azureWithoutItsPathMode() {
        var error = openAi(NotFoundException.class, azure("/azure_passthrough", AzureUrlPathMode.AUTO));
        assertOpenAi(error, 404, "no-route", "Azure has no such path: use base URL …/openai/v1/");
        assertEquals(
                List.of("POST /azure_passthrough/chat/completions HTTP/1.1"),
                BENCH.gateway().arrived());
    }

    @Test
    void tooLarge() {
        var question = ChatCompletionCreateParams.builder()
                .model("gpt-4o")
                .addUserMessage("x".repeat(2048))
                .build();
        OpenAIClient client = Clients.PLAIN.openAi(BENCH.url("/small/openai/v1"));
        var error = assertThrows(
                UnexpectedStatusCodeException.class,
                () -> client.chat().completions().create(question));
        assertOpenAi(error, 413, "too-large", "The request body is larger than this route's max-request-body");
    }

    /** This may pass, so SDKs try again: the proof that above they were told not to. */
    @Test
    void unreachable() {
        OpenAIClient openAi =
                Clients.PLAIN.openAi(BENCH.url("/gone/openai/v1")).withOptions(options -> options.maxRetries(1));
        assertOpenAi(openAi(InternalServerException.class, openAi), 502, "upstream-unreachable", "The upstream");
        assertArrived(2, "tried again");
        AnthropicClient anthropic =
                Clients.PLAIN.anthropic(BENCH.url("/gone/anthropic")).withOptions(options -> options.maxRetries(1));
        assertAnthropic(
                anthropic(com.anthropic.errors.InternalServerException.class, anthropic),
                502,
                "upstream-unreachable",
                "The upstream");
        assertArrived(4, "tried again");
    }

    private static OpenAIClient azure(String route, AzureUrlPathMode mode) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(BENCH.url(route))
                .credential(AzureApiKeyCredential.create(Gateway.KEY))
                .azureUrlPathMode(mode)
                .build();
    }

    private static OpenAIServiceException openAi(Class<? extends OpenAIServiceException> type, OpenAIClient client) {
        var question = Questions.openAi("gpt-4o");
        return assertThrows(type, () -> client.chat().completions().create(question));
    }

    private static void assertOpenAi(OpenAIServiceException error, int status, String code, String message) {
        assertEquals(status, error.statusCode());
        assertTrue(error.getMessage().startsWith(status + ": " + message), error.getMessage());
        assertEquals(code, error.code().orElseThrow());
        assertEquals(List.of(code), error.headers().values("gangway-error"));
    }

    private static AnthropicServiceException anthropic(
            Class<? extends AnthropicServiceException> type, AnthropicClient client) {
        var question = Questions.anthropic("claude-sonnet-4-20250514");
        return assertThrows(type, () -> client.messages().create(question));
    }

    private static void assertAnthropic(AnthropicServiceException error, int status, String code, String message) {
        assertEquals(status, error.statusCode());
        String said = error.apiMessage().orElseThrow();
        assertTrue(said.startsWith(message), said);
        assertEquals(List.of(code), error.headers().values("gangway-error"));
    }

    private static ApiException google(Class<? extends ApiException> type, String route) {
        try (Client client = Clients.PLAIN.google(BENCH.url(route), false)) {
            return assertThrows(type, () -> generate(client));
        }
    }

    private static void generate(Client client) {
        client.models.generateContent("gemini-2.5-flash", "hello", null);
    }

    private static void assertGoogle(ApiException error, int status, String name, String message) {
        assertEquals(status, error.code());
        assertEquals(name, error.status());
        assertTrue(error.message().startsWith(message), error.message());
    }

    private static void assertArrived(int times, String why) {
        assertEquals(times, BENCH.gateway().arrived().size(), why);
    }
}
