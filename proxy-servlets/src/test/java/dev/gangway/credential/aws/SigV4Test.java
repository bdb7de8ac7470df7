package dev.gangway.credential.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gangway.credential.Authorization;
import dev.gangway.credential.Outgoing;
import dev.gangway.credential.Pace;
import dev.gangway.credential.Token;
import dev.gangway.credential.TokenCache;
import dev.gangway.credential.TokenException;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.SigV4Check;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Verifies signatures by Amazon's published test suite, and by a check that the same suite verifies. */
class SigV4Test {

    private static final JsonNode SUITE = suite();
    private static final String ID = SUITE.get("id").asString();
    private static final String SECRET = SUITE.get("secret").asString();
    private static final String REGION = SUITE.get("region").asString();
    private static final String SERVICE = SUITE.get("service").asString();
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse(SUITE.get("time").asString()), ZoneOffset.UTC);

    private static JsonNode suite() {
        try (InputStream in = SigV4Test.class.getResourceAsStream("sigv4-vectors.json")) {
            return new JsonMapper().readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<JsonNode> suiteVectors() {
        return StreamSupport.stream(SUITE.get("vectors").spliterator(), false);
    }

    /** Without those whose request line no HTTP message can have, or that leave a token unsigned. */
    static Stream<Arguments> vectors() {
        return suiteVectors()
                .filter(SigV4Test::isHttp)
                .map(v -> Arguments.arguments(v.get("name").asString(), v));
    }

    /** Without those that have headers of their own, or a token that is not signed: the gateway signs others. */
    static Stream<Arguments> ours() {
        return suiteVectors()
                .filter(SigV4Test::isHttp)
                .filter(v -> message(v).names().stream()
                        .allMatch(List.of("host", "x-amz-date", "x-amz-security-token", "authorization")::contains))
                .map(v -> Arguments.arguments(v.get("name").asString(), v));
    }

    private static boolean isHttp(JsonNode vector) {
        return !vector.get("omit").asBoolean()
                && vector.get("target").asString().matches("[!-~]+");
    }

    private static HttpMessage message(JsonNode vector) {
        List<String[]> headers = new ArrayList<>();
        vector.get("headers")
                .forEach(h ->
                        headers.add(new String[] {h.get(0).asString(), h.get(1).asString()}));
        String line = vector.get("method").asString() + " "
                + vector.get("target").asString().replace(' ', '\u00a0');
        return new HttpMessage(
                line + " HTTP/1.1", headers, vector.get("body").asString().getBytes(StandardCharsets.UTF_8), true);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void theCheckTakesWhatAmazonTakes(String name, JsonNode vector) {
        if (vector.get("omit").asBoolean()
                || !vector.get("target").asString().matches("\\p{ASCII}*")
                || vector.get("target").asString().contains(" ")) {
            return;
        }
        assertNull(SigV4Check.problem(message(vector), ID, SECRET, REGION, SERVICE));
        assertNotNull(SigV4Check.problem(message(vector), ID, SECRET + "x", REGION, SERVICE));
    }

    /** The library also signs the body's hash as a header, so the suite's own signatures are not to be expected. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("ours")
    void whatItSignsOfTheSuiteIsTaken(String name, JsonNode vector) {
        String token = vector.get("token").asString();
        AwsCredentialsIdentity keys = token.isEmpty()
                ? AwsBasicCredentials.create(ID, SECRET)
                : AwsSessionCredentials.create(ID, SECRET, token);
        HttpMessage message = message(vector);

        Map<String, String> signed =
                sign(keys, message.method(), message.target(), Map.of(), null).headers();

        assertTaken(message.startLine(), Map.of(), signed, message.body());
        assertEquals(token.isEmpty() ? null : token, signed.get("X-Amz-Security-Token"));
    }

    private static void assertTaken(
            String startLine, Map<String, List<String>> headers, Map<String, String> signed, byte[] body) {
        List<String[]> sent = new ArrayList<>();
        headers.forEach((name, values) -> values.forEach(value -> sent.add(new String[] {name, value})));
        signed.forEach((name, value) -> sent.add(new String[] {name, value}));
        sent.add(new String[] {"Host", "example.amazonaws.com"});
        HttpMessage message = new HttpMessage(startLine, sent, body, true);
        assertNull(SigV4Check.problem(message, ID, SECRET, REGION, SERVICE), () -> signed.get("Authorization"));
        HttpMessage touched = new HttpMessage(startLine, sent, new byte[] {1}, true);
        assertNotNull(SigV4Check.problem(touched, ID, SECRET, REGION, SERVICE));
    }

    private static Authorization sign(
            AwsCredentialsIdentity keys,
            String method,
            String target,
            Map<String, List<String>> headers,
            @Nullable Supplier<InputStream> body) {
        TokenCache<AwsCredentialsIdentity> cache = new TokenCache<>(
                () -> new Token<>(keys, null), Runnable::run, InstantSource.system(), Pace.DEFAULT, failure -> {});
        SigV4 signer = new SigV4(cache, REGION, SERVICE, CLOCK, Runnable::run);
        return signer.authorize(new Outgoing(method, "https://example.amazonaws.com", target, headers, body, true))
                .toCompletableFuture()
                .join();
    }

    /** As SDKs send them: one encodes the colon, the other does not, and an ARN has an encoded slash. */
    @ParameterizedTest
    @MethodSource("targets")
    void whatItSignsAmazonWouldTake(String target) {
        byte[] body = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
        Map<String, List<String>> headers = new TreeMap<>();
        headers.put("content-type", List.of("application/json"));
        headers.put("x-amz-meta", List.of("a  b", "c"));
        headers.put("user-agent", List.of("not signed"));

        Map<String, String> signed = sign(
                        AwsBasicCredentials.create(ID, SECRET),
                        "POST",
                        target,
                        headers,
                        () -> new ByteArrayInputStream(body))
                .headers();

        assertTaken("POST " + target + " HTTP/1.1", headers, signed, body);
    }

    static Stream<String> targets() {
        return Stream.of(
                "/model/anthropic.claude-3-haiku-20240307-v1%3A0/converse",
                "/model/anthropic.claude-3-haiku-20240307-v1:0/invoke",
                "/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Ainference-profile%2Fus.x-v1%3A0/invoke",
                "/model/arn:aws:bedrock:us-east-1:1:inference-profile%2Fus.x-v1:0/invoke",
                "/knowledgebases/KB/retrieve?b=2&a=x%20y%2Fz&c",
                "/v1/files?after=a%2Bb&limit=5");
    }

    @Test
    void aPathThatIsNoUrlIsSaidSo() {
        CompletionException failure = assertThrows(
                CompletionException.class,
                () -> sign(AwsBasicCredentials.create(ID, SECRET), "GET", "/a|b", Map.of(), null));

        assertEquals(
                "AWS signs no URL with such characters",
                assertInstanceOf(TokenException.class, failure.getCause()).reason());
    }

    @Test
    void printsNoKey() {
        Authorization made = sign(AwsBasicCredentials.create(ID, SECRET), "GET", "/", Map.of(), null);

        assertEquals(-1, made.toString().indexOf(ID));
    }
}
