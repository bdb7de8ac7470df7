package dev.gangway.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.config.GatewayConfig;
import dev.gangway.observe.Redaction;
import dev.gangway.observe.SecretForms;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Verifies that no configured secret is left in a body, whatever form it has there and wherever the body is cut. */
class RedactionTest {

    private static final String YAML = """
            signing-secret: the-signing-secret
            access: { callers: keys, keys: [{ name: alice, value: the-gateway-key }] }
            upstream: { proxy: "http://me:the%20proxy%2Fpassword@127.0.0.1:3128" }
            routes:
              - path: /openai
                provider: openai
                keys: [{ value: the-upstream-key }]
              - path: /vertex
                provider: genai
                keys: [{ value: the-gemini-key }]
                vertex: { project: p, location: l, keys: [{ access-token: the-vertex-token }] }
              - path: /generic
                target: "https://example.com/v1?sig=the%2Btarget%2Fquery&x=1"
                headers: { authorization: 'Token a"b\\c+d/e=f' }
                query: { api_key: the-quéry-key, pin: "1234" }
            """;

    private static Redaction redaction;

    @BeforeAll
    static void load() throws Exception {
        GatewayConfig config = ConfigSource.loader(file -> {}).parse(YAML, "test.yaml");
        redaction = Redaction.of(SecretForms.of(ConfiguredSecrets.of(config)), List.of("[a-z]+@example[.]com"));
    }

    private static String redact(String text) {
        return redaction.redact(text, text.length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "the-signing-secret",
                "the-gateway-key",
                "the proxy/password",
                "the-upstream-key",
                "the-gemini-key",
                "the-vertex-token",
                "the+target/query",
                "a\"b\\c+d/e=f",
                "the-quéry-key",
                "the-quéry-key",
                "sk-not-configured-anywhere",
                "somebody@example.com"
            })
    void isMasked(String secret) {
        assertEquals("it is ****, see", redact("it is " + secret + ", see"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"the proxy/password", "the+target/query", "a\"b\\c+d/e=f", "the-quéry-key"})
    void isMaskedAsJsonAndAsUrlHaveIt(String secret) {
        String json = new JsonMapper().writeValueAsString(secret);
        String inner = json.substring(1, json.length() - 1);
        String nested = new JsonMapper().writeValueAsString(inner);
        String url = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        for (String form : List.of(
                inner,
                inner.replace("/", "\\/"),
                inner.replace("+", "\\u002b").replace("=", "\\u003D").replace("é", "\\u00e9"),
                nested.substring(1, nested.length() - 1),
                url,
                url.toLowerCase(Locale.ROOT),
                url.replace("+", "%20"))) {
            assertEquals("{\"x\":\"****\"}", redact("{\"x\":\"" + form + "\"}"), form);
        }
    }

    /** The mask of a short one would stand in every other word, and tell where it is. */
    @Test
    void whatIsTooShortToTellStays() {
        assertEquals("pin 1234", redact("pin 1234"));
    }

    @Test
    void whatTheCutGoesThroughIsMaskedWhole() {
        String text = "key: the-upstream-key; more";
        for (int keep = 0; keep <= text.length(); keep++) {
            String whole = "key: ****; more";
            String shown = redaction.redact(text, keep);
            assertFalse(shown.contains("the"), shown);
            assertTrue(whole.startsWith(shown), shown);
        }
    }

    /** Broken off by a client or an upstream, with no more to look at. */
    @ParameterizedTest
    @CsvSource({
        "x the-upst, x ****",
        "x the-up, x ****",
        "x the-u, x the-u",
        "x eyJhbGciOiJIUzI1NiJ9, x ****",
        "x eyJhbGciOiJIUzI1NiJ9.eyJz, x ****",
        "eyJhbGciOiJIUzI1NiJ9 is no token, eyJhbGciOiJIUzI1NiJ9 is no token"
    })
    void aBodyThatEndsInASecret(String text, String shown) {
        assertEquals(shown, redact(text));
    }

    @Test
    void marginIsOfTheLongestForm() throws Exception {
        String key = "k".repeat(3000);
        GatewayConfig config = ConfigSource.loader(file -> {})
                .parse("routes: [{ path: /o, provider: openai, keys: [{ value: " + key + " }] }]", "test.yaml");
        assertEquals(
                6 * 3000,
                Redaction.of(SecretForms.of(ConfiguredSecrets.of(config)), List.of())
                        .margin());
        assertEquals(1024, redaction.margin());
    }

    @Test
    void hostileTextTakesNoTime() {
        String backslashes = "\\".repeat(1 << 20);
        String starts = "the-upstream-ke".repeat(1 << 16);
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            assertEquals(backslashes, redact(backslashes));
            assertEquals(starts.length() - 15 + 4, redact(starts).length());
        });
    }

    /** No escape sequence, torn or nonsense, makes it fail. */
    @Test
    void anyTextIsTaken() {
        Random random = new Random(1);
        String alphabet = "the-upstream-key\\u00%2Fa\"b+/ \uD83D\uDE00";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(40); i > 0; i--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            String shown = redaction.redact(text + "the-upstream-key", 1000);
            assertFalse(shown.contains("the-upstream-key"), () -> "of " + text);
        }
    }
}
