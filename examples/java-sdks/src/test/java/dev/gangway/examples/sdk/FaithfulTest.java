package dev.gangway.examples.sdk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.google.genai.Client;
import com.openai.azure.AzureUrlPathMode;
import com.openai.azure.credential.AzureApiKeyCredential;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.responses.ResponseCreateParams;
import dev.gangway.examples.standin.Received;
import dev.gangway.examples.standin.Received.Header;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A provider cannot tell by anything but the credential whether an SDK called it or the gateway did. */
class FaithfulTest {
    @RegisterExtension
    static final Bench BENCH = new Bench();

    private static final Set<String> OF_THE_CONNECTION = Set.of("host", "connection");
    private static final Set<String> CREDENTIALS =
            Set.of("authorization", "x-api-key", "api-key", "x-goog-api-key", "gangway-key");
    private static final Set<String> OF_ONE_SIGNATURE =
            Set.of("x-amz-date", "x-amz-content-sha256", "amz-sdk-invocation-id", "amz-sdk-request");

    /** A call, and where it goes without a gateway and with one. */
    enum Call {
        OPENAI_CHAT("/v1", "/openai_passthrough/v1", Call::chat),
        OPENAI_STREAM(
                "/v1",
                "/openai_passthrough/v1",
                base -> Clients.PLAIN
                        .openAi(base)
                        .chat()
                        .completions()
                        .createStreaming(Questions.openAi("gpt-4o"))
                        .close()),
        OPENAI_IMAGE(
                "/v1",
                "/openai_passthrough/v1",
                base -> Clients.PLAIN.openAi(base).chat().completions().create(Questions.openAiImage())),
        OPENAI_MODELS(
                "/v1",
                "/openai_passthrough/v1",
                base -> Clients.PLAIN.openAi(base).models().list()),
        AZURE_DEPLOYMENT("", "/azure_passthrough", Call::deployment),
        AZURE_V1(
                "/openai/v1",
                "/azure_passthrough/openai/v1",
                base -> Clients.PLAIN
                        .openAi(base)
                        .responses()
                        .create(ResponseCreateParams.builder()
                                .model("gpt-4.1")
                                .input("hello")
                                .build())),
        CLAUDE("", "/anthropic_passthrough", Call::message),
        CLAUDE_ON_AZURE("/anthropic", "/azure_passthrough", Call::message),
        CLAUDE_IMAGE(
                "",
                "/anthropic_passthrough",
                base -> Clients.PLAIN.anthropic(base).messages().create(Questions.anthropicImage())),
        CLAUDE_MODELS(
                "",
                "/anthropic_passthrough",
                base -> Clients.PLAIN.anthropic(base).models().list()),
        GEMINI("", "/genai_passthrough", base -> google(base, false)),
        GEMINI_IMAGE("", "/genai_passthrough", Call::geminiImage),
        VERTEX("", "/express/genai_passthrough", base -> google(base, true)),
        CLAUDE_ON_VERTEX(
                "",
                "/genai_passthrough",
                base -> CloudClients.claudeOnVertex(base).messages().create(Questions.anthropic("claude-sonnet-5-5"))),
        CLAUDE_ON_FOUNDRY(
                "/anthropic",
                "/azure_passthrough/anthropic",
                base -> CloudClients.claudeOnFoundry(base).messages().create(Questions.anthropic("claude-sonnet-5-5"))),
        CLAUDE_ON_BEDROCK(
                "",
                "/bedrock_passthrough",
                base -> CloudClients.claudeOnBedrock(base)
                        .messages()
                        .create(Questions.anthropic("anthropic.claude-v2:1"))),
        BEDROCK(
                "",
                "/bedrock_passthrough",
                base -> CloudClients.bedrock(base)
                        .converse(request -> request.modelId("us.amazon.nova-lite-v1:0")
                                .messages(message -> message.role("user").content(content -> content.text("hello")))));

        private final String direct;
        private final String route;
        private final Consumer<String> sdk;

        Call(String direct, String route, Consumer<String> sdk) {
            this.direct = direct;
            this.route = route;
            this.sdk = sdk;
        }

        private static void chat(String base) {
            Clients.PLAIN.openAi(base).chat().completions().create(Questions.openAi("gpt-4o"));
        }

        private static void message(String base) {
            Clients.PLAIN.anthropic(base).messages().create(Questions.anthropic("claude-sonnet-4-20250514"));
        }

        private static void deployment(String base) {
            OpenAIOkHttpClient.builder()
                    .baseUrl(base)
                    .credential(AzureApiKeyCredential.create(Gateway.KEY))
                    .azureUrlPathMode(AzureUrlPathMode.LEGACY)
                    .build()
                    .chat()
                    .completions()
                    .create(Questions.openAi("gpt-4o"));
        }

        private static void google(String base, boolean vertex) {
            try (Client client = Clients.PLAIN.google(base, vertex)) {
                client.models.generateContent("gemini-2.5-flash", "hello", null);
            }
        }

        private static void geminiImage(String base) {
            try (Client client = Clients.PLAIN.google(base, false)) {
                client.models.generateContent("gemini-2.5-flash", Questions.geminiImage(), null);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void reachesTheProviderAsItWasSent(Call call) {
        Received direct = received(call, BENCH.provider().uri() + call.direct);
        Received passed = received(call, BENCH.url(call.route));
        assertEquals(direct.method() + " " + direct.target(), passed.method() + " " + passed.target());
        assertEquals(headers(direct), headers(passed));
        assertArrayEquals(direct.body(), passed.body());
        assertEquals(direct.bodyLength(), passed.bodyLength());
        assertNotEquals(credentials(direct), credentials(passed));
    }

    private static Received received(Call call, String base) {
        BENCH.provider().clear();
        call.sdk.accept(base);
        assertEquals(1, BENCH.provider().received().size());
        return BENCH.provider().received().get(0);
    }

    private static Map<String, List<String>> headers(Received received) {
        Map<String, List<String>> headers = new TreeMap<>();
        for (Header header : received.headers()) {
            String name = header.name().toLowerCase(Locale.ROOT);
            if (!OF_THE_CONNECTION.contains(name) && !CREDENTIALS.contains(name) && !OF_ONE_SIGNATURE.contains(name)) {
                headers.put(name, received.values(name));
            }
        }
        return headers;
    }

    private static Set<String> credentials(Received received) {
        return CREDENTIALS.stream()
                .flatMap(name -> received.values(name).stream())
                .collect(Collectors.toSet());
    }
}
