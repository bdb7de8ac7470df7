package dev.gangway.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import dev.gangway.testing.TestGateway;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Verifies {@code client-auth: forward}: that provider's slots pass unchanged, nothing else does, nothing is added. */
class ClientAuthForwardTest {

    private static final Pattern CREDENTIAL_PARAMETER = Pattern.compile("(?i)(key|access_token|x-amz-|%58)");

    private static RawUpstream upstream;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        upstream = RawUpstream.answering("HTTP/1.1 200 OK\nContent-Length: 2", new byte[] {'o', 'k'});
        gateway = TestGateway.start("""
                access: { callers: keys, keys: [{ name: alice, value: gw-alice }] }
                routes:
                  - { path: /openai, provider: openai, target: "%1$s", client-auth: forward }
                  - { path: /anthropic, provider: anthropic, target: "%1$s", client-auth: forward }
                  - path: /genai
                    provider: genai
                    target: "%1$s"
                    client-auth: forward
                    vertex: { project: p, location: eu, target: "%1$s" }
                """.formatted(upstream.origin()));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        upstream.close();
    }

    private static HttpMessage call(String path, List<String> lines) throws Exception {
        String head = "GET " + path + " HTTP/1.1\nHost: localhost\n" + String.join("\n", lines);
        return RawClient.exchange(gateway.port(), head, new byte[0]);
    }

    /** The slots of its own provider, repeated, in the client's order and spelling of the value. */
    @ParameterizedTest
    @CsvSource({
        "/openai/v1/models, authorization",
        "/anthropic/v1/messages, authorization x-api-key",
        "/genai/v1beta/models, authorization x-goog-api-key",
        "/genai/v1beta1/publishers/google/models/m:generateContent, authorization x-goog-api-key",
    })
    void onlyItsOwnSlotsPass(String path, String slots) throws Exception {
        List<String> lines = new ArrayList<>();
        for (String line : LeakyClient.HEADERS) {
            if (!line.toLowerCase(Locale.ROOT).startsWith("x-pass-") && !line.startsWith("gangway-key")) {
                lines.add(line.replace("@", "mine-" + lines.size()));
            }
        }
        lines.add("gangway-key: gw-alice");

        assertEquals(200, call(path, lines).status());

        HttpMessage request = upstream.take();
        List<String> kept = List.of(slots.split(" "));
        List<String> expected = lines.stream()
                .filter(line -> kept.contains(name(line)))
                .map(line -> name(line) + ": " + line.substring(line.indexOf(' ') + 1))
                .sorted()
                .toList();
        List<String> arrived = request.headers().stream()
                .filter(header -> header[1].contains("mine-"))
                .map(header -> header[0].toLowerCase(Locale.ROOT) + ": " + header[1])
                .sorted()
                .toList();
        assertEquals(expected, arrived);
        for (String slot : kept) {
            List<String> values = lines.stream()
                    .filter(line -> name(line).equals(slot))
                    .map(line -> line.substring(line.indexOf(' ') + 1))
                    .toList();
            assertEquals(values, request.headers(slot));
        }
    }

    private static String name(String line) {
        return line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT);
    }

    @ParameterizedTest
    @CsvSource({
        "/openai/v1/models, false",
        "/anthropic/v1/models, false",
        "/genai/v1beta/models, true",
        "/genai/v1/projects/p/locations/eu/models, true",
    })
    void onlyGooglesCredentialsAreInTheQuery(String path, boolean google) throws Exception {
        String query = "a=1&key=K1&%6Bey=K2&access_token=T&X-Amz-Signature=S&x-amz-date=D&gangway-upload=U&b=2";

        assertEquals(
                200, call(path + "?" + query, List.of("gangway-key: gw-alice")).status());

        String target = upstream.take().target();
        String expected = google ? "?a=1&key=K1&%6Bey=K2&access_token=T&b=2" : "?a=1&b=2";
        assertEquals(expected, target.substring(target.indexOf('?')));
        assertEquals(google, CREDENTIAL_PARAMETER.matcher(target).find());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/openai/v1/models", "/anthropic/v1/messages", "/genai/v1beta/models"})
    void noKeyOfAnybodysIsAdded(String path) throws Exception {
        assertEquals(200, call(path, List.of("gangway-key: gw-alice")).status());

        List<String> names = upstream.take().names();
        assertFalse(names.stream().anyMatch(name -> name.contains("key") || name.contains("auth")), names.toString());
    }

    /** A client's own header may also come by x-pass, through the same filter. */
    @Test
    void whatPassesAlsoPassesByXPass() throws Exception {
        List<String> lines = List.of(
                "gangway-key: gw-alice",
                "Authorization: Bearer first",
                "x-pass-authorization: Bearer second",
                "x-pass-cookie: c",
                "x-pass-proxy-authorization: p",
                "x-pass-x-api-key: k",
                "x-pass-gangway-key: gw-alice");

        assertEquals(200, call("/openai/v1/models", lines).status());

        HttpMessage request = upstream.take();
        assertEquals(List.of("authorization", "host"), request.names());
        assertEquals(List.of("Bearer second"), request.headers("authorization"));
    }

    /** The gateway's key is looked for in its own header alone, as the others' content is the provider's. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer gw-alice",
                "x-api-key: gw-alice",
                "x-goog-api-key: gw-alice",
                "api-key: gw-alice",
                "x-pass-gangway-key: gw-alice",
                "gangway-key: gw-alic",
            })
    void aGatewayKeyElsewhereDoesNotOpen(String line) throws Exception {
        for (String path :
                List.of("/openai/v1/models", "/anthropic/v1/messages", "/genai/v1beta/models?key=gw-alice")) {
            HttpMessage answer = call(path, List.of(line));
            assertEquals(401, answer.status());
            assertEquals("unauthorized", answer.header("gangway-error"));
        }
        assertEquals(List.of(), upstream.received());
    }
}
