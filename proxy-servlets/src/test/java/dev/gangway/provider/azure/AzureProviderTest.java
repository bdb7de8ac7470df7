package dev.gangway.provider.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.credential.Credential.ApiKey;
import dev.gangway.credential.Secret;
import dev.gangway.credential.UpstreamKey;
import dev.gangway.provider.Decision;
import dev.gangway.provider.ErrorCode;
import dev.gangway.provider.ErrorEnvelope;
import dev.gangway.provider.FakeHead;
import dev.gangway.provider.Provider;
import dev.gangway.provider.ProviderContract;
import dev.gangway.provider.Upstream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Azure's rules: which host, which headers and which hint a path gets. The query has a test of its own. */
class AzureProviderTest extends ProviderContract {

    private static final UpstreamKey KEY = new UpstreamKey("main", new ApiKey(Secret.of(SECRET)), SETTING);
    private static final List<String> OPENAI_PROOF = List.of("api-key: " + SECRET);
    private static final List<String> ANTHROPIC_PROOF = List.of("x-api-key: " + SECRET, "api-key: " + SECRET);

    @Override
    protected Provider provider(UpstreamKey key) {
        return azure(key, "https://res.openai.azure.com", null, null);
    }

    private static AzureProvider azure(
            UpstreamKey key, @Nullable String endpoint, @Nullable String anthropic, @Nullable String version) {
        return new AzureProvider(
                new AzureKey(key, of(endpoint), of(anthropic), version, "routes[2].keys[0].endpoint (SOME_ENDPOINT)"),
                ApiVersion.CONFIG_FIRST);
    }

    private static @Nullable Upstream of(@Nullable String url) {
        return url == null ? null : Upstream.of(url);
    }

    @Override
    protected FakeHead head() {
        return FakeHead.of("POST /openai/v1/chat/completions");
    }

    @Override
    protected List<String> proof() {
        return OPENAI_PROOF;
    }

    @Override
    protected Set<String> slots() {
        return Set.of();
    }

    @Override
    protected String error() {
        return "{\"error\":{\"message\":\"m\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":\"bad-request\"}}";
    }

    @ParameterizedTest
    @CsvSource({
        "https://res.openai.azure.com,            https://res.services.ai.azure.com",
        "https://res.cognitiveservices.azure.com, https://res.services.ai.azure.com",
        "https://RES-1.OpenAI.Azure.com:8443/b/,  https://res-1.services.ai.azure.com:8443/b",
        "https://res.services.ai.azure.com,       https://res.services.ai.azure.com",
        "https://openai.azure.com,                https://openai.azure.com",
        "https://res.openai.azure.com.evil.com,   https://res.openai.azure.com.evil.com",
        "https://resopenai.azure.com,             https://resopenai.azure.com",
        "https://apim.example.com/azure,          https://apim.example.com/azure",
        "http://127.0.0.1:8081,                   http://127.0.0.1:8081"
    })
    void claudeIsOnTheResourcesFoundryHost(String endpoint, String anthropic) {
        AzureProvider azure = azure(KEY, endpoint, null, null);
        for (String path : new String[] {"/anthropic/v1/messages", "/v1/messages"}) {
            assertEquals(
                    Upstream.of(anthropic),
                    forward(azure.decide(FakeHead.of("POST " + path), null)).upstream());
        }
        for (String path : new String[] {"/openai/v1/responses", "/openai/files", "/other"}) {
            assertEquals(
                    Upstream.of(endpoint),
                    forward(azure.decide(FakeHead.of("POST " + path), null)).upstream());
        }
    }

    @Test
    void anAnthropicEndpointOfItsOwnIsTakenAsItIs() {
        AzureProvider azure =
                azure(KEY, "https://res.openai.azure.com", "https://claude.openai.azure.com:8443/x", null);
        Decision.Forward claude = forward(azure.decide(FakeHead.of("POST /v1/messages"), null));
        assertEquals(Upstream.of("https://claude.openai.azure.com:8443/x"), claude.upstream());
        assertEquals("/anthropic/v1/messages", claude.target());
        assertEquals(
                Upstream.of("https://res.openai.azure.com"),
                forward(azure.decide(head(), null)).upstream());
    }

    @ParameterizedTest
    @CsvSource({"/openai/v1/x, true", "/openai/x, true", "/other, true", "/anthropic/v1/x, false", "/v1/messages, false"
    })
    void aMissingEndpointNamesItsSetting(String path, boolean refusedAlthoughThereIsOneForAnthropic) {
        FakeHead head = FakeHead.of("POST " + path);
        Decision.Refusal refusal = refusal(azure(KEY, null, null, null).decide(head, null));
        assertEquals(ErrorCode.NO_CREDENTIAL, refusal.code());
        assertTrue(refusal.message().contains("routes[2].keys[0].endpoint (SOME_ENDPOINT)"), refusal::message);
        Decision decision = azure(KEY, null, "https://a.example.com", null).decide(head, null);
        assertEquals(refusedAlthoughThereIsOneForAnthropic, decision instanceof Decision.Refusal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/openai",
                "/openai/v1",
                "/openai/v1/x",
                "/openai/deployments/d/x",
                "/anthropicx",
                "/other",
                "/",
                ""
            })
    void openAiPathsGetOneHeader(String path) {
        FakeHead head = FakeHead.of("POST " + path);
        Decision.Forward forward = forward(provider(KEY).decide(head, null));
        assertEquals(OPENAI_PROOF, lines(forward.put()));
        assertEquals("azure", forward.provider());
        assertEquals(ErrorEnvelope.OPENAI, provider(KEY).envelope(head));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/anthropic", "/anthropic/v1/x", "/v1/messages", "/v1/messages/count_tokens"})
    void anthropicPathsGetBothAndAVersion(String path) {
        FakeHead head = FakeHead.of("POST " + path);
        List<String> withVersion =
                List.of("x-api-key: " + SECRET, "api-key: " + SECRET, "anthropic-version: 2023-06-01");
        assertEquals(
                withVersion, lines(forward(provider(KEY).decide(head, null)).put()));
        for (String name : new String[] {"anthropic-version", "x-pass-anthropic-version"}) {
            Decision.Forward forward = forward(provider(KEY).decide(head.with(name, "2026-10-21"), null));
            assertEquals(ANTHROPIC_PROOF, lines(forward.put()));
            assertEquals(Decision.ResponseEdits.NONE, forward.edits());
        }
        assertEquals(ErrorEnvelope.ANTHROPIC, provider(KEY).envelope(head));
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/models, anthropic-version",
        "/v1/files/f/content, Anthropic-Version",
        "/v1, x-pass-anthropic-version"
    })
    void anAnthropicVersionMakesAPathAnthropics(String path, String header) {
        FakeHead head = FakeHead.of("GET " + path).with(header, "2023-06-01");
        Decision.Forward forward = forward(provider(KEY).decide(head, null));
        assertEquals("/anthropic" + path, forward.target());
        assertEquals(ANTHROPIC_PROOF, lines(forward.put()));
        assertEquals(Upstream.of("https://res.services.ai.azure.com"), forward.upstream());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/chat/completions",
                "/responses",
                "/embeddings",
                "/v1/chat/completions",
                "/v1",
                "/v1/models",
                "/v1/messagesx"
            })
    void aPathAzureCannotHaveGetsAHint(String path) {
        for (UpstreamKey key :
                List.of(KEY, new UpstreamKey("none", new dev.gangway.credential.Credential.Missing(), ""))) {
            Decision.Refusal refusal = refusal(provider(key).decide(FakeHead.of("POST " + path), null));
            assertEquals(ErrorCode.NO_ROUTE, refusal.code());
            assertTrue(refusal.message().contains("/openai/v1/"), refusal::message);
        }
    }

    @Test
    void warnsOnceWhereNobodyNamesAVersion() {
        PrintStream stderr = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        AzureProvider quiet = azure(KEY, "https://res.openai.azure.com", null, "2024-10-21");
        AzureProvider azure = azure(KEY, "https://res.openai.azure.com", null, null);
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            quiet.decide(FakeHead.of("GET /openai/files"), null);
            azure.decide(FakeHead.of("GET /openai/files?api-version=1"), null);
            azure.decide(FakeHead.of("GET /openai/v1/files"), null);
            azure.decide(FakeHead.of("GET /anthropic/v1/x"), null);
            assertEquals("", printed.toString(StandardCharsets.UTF_8));
            for (int i = 0; i < 3; i++) {
                azure.decide(FakeHead.of("GET /openai/files?api-version="), null);
            }
        } finally {
            System.setErr(stderr);
        }
        String log = printed.toString(StandardCharsets.UTF_8);
        assertEquals(1, log.lines().count(), log);
        assertTrue(log.contains("WARN") && log.contains("main") && log.contains("api-version"), log);
    }
}
