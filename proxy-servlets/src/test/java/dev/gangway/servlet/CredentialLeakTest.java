package dev.gangway.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.Recorder;
import dev.gangway.testing.TestGateway;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Verifies that no credential of a client goes upstream, and exactly the route's own does, in its one right form. */
class CredentialLeakTest {

    private static final Pattern ONLY_WITH_CONNECTION = Pattern.compile("(?i)^(x-secret|x-pass-other-secret|upgrade):");

    private static Recorder upstream;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        upstream = new Recorder();
        gateway = TestGateway.start(TestGateway.fourRoutes(upstream.origin()));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        upstream.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/openai_passthrough/v1/models, 'authorization: Bearer upstream-openai-key'",
        "/anthropic_passthrough/v1/messages, 'x-api-key: upstream-anthropic-key'",
        "/anthropic_passthrough/v1/messages/batches, 'x-api-key: upstream-anthropic-key'",
        "/azure_passthrough/openai/deployments/d/chat/completions, 'api-key: upstream-azure-key'",
        "/azure_passthrough/openai/v1/responses, 'api-key: upstream-azure-key'",
        "/azure_passthrough/other, 'api-key: upstream-azure-key'",
        "/azure_passthrough/anthropic/v1/messages, 'x-api-key: upstream-azure-key|api-key: upstream-azure-key'",
        "/azure_passthrough/v1/messages, 'x-api-key: upstream-azure-key|api-key: upstream-azure-key'",
        "/genai_passthrough/v1beta/models/m:generateContent, 'x-goog-api-key: upstream-gemini-key'",
        "/genai_passthrough/upload/v1beta/files, 'x-goog-api-key: upstream-gemini-key'",
        "/genai_passthrough/v1beta/openai/chat/completions, 'authorization: Bearer upstream-gemini-key'",
        "/genai_passthrough/v1beta1/publishers/google/models/m:x, 'authorization: Bearer upstream-vertex-token'",
        "/genai_passthrough/v1/projects/p/locations/eu/models, 'authorization: Bearer upstream-vertex-token'",
    })
    void onlyTheRoutesOwnCredentialArrives(String path, String expected) throws Exception {
        try (RawClient client = new RawClient(gateway.port())) {
            client.send(LeakyClient.request(path));
            assertEquals(200, client.receive(false).status());
        }

        String bytes = upstream.take();
        assertFalse(bytes.contains(LeakyClient.LEAK), bytes);
        HttpMessage request = parsed(bytes);
        assertEquals(List.of(expected.split("\\|")), credentials(request));
        assertEquals("kept", request.header("x-keep"));
        assertEquals("body", request.text());
        String query = request.target().substring(request.target().indexOf('?'));
        assertTrue(query.startsWith("?first=1&monkey=2"), query);
        assertTrue(List.of("?first=1&monkey=2", "?first=1&monkey=2&api-version=2024-10-21")
                .contains(query));
    }

    /** A connection option takes a client's header away, never the gateway's. */
    @ParameterizedTest
    @CsvSource({
        "/openai_passthrough/v1/models, authorization",
        "/anthropic_passthrough/v1/messages, x-api-key",
        "/azure_passthrough/openai/v1/responses, api-key",
        "/genai_passthrough/v1beta/models, x-goog-api-key",
    })
    void connectionOptionsCannotNameTheRoutesOwnCredential(String path, String header) throws Exception {
        RawClient.exchange(
                gateway.port(),
                LeakyClient.marked("GET " + path + " HTTP/1.1\nHost: localhost\nConnection: close, " + header + "\n"
                        + header + ": @"),
                new byte[0]);

        assertEquals(1, credentials(parsed(upstream.take())).size());
    }

    static Stream<String> lines() {
        return Stream.of(LeakyClient.HEADERS, LeakyClient.HOP_BY_HOP, List.of("HTTP2-Settings: @"))
                .flatMap(List::stream)
                .filter(line -> line.contains("@")
                        && !ONLY_WITH_CONNECTION.matcher(line).find());
    }

    /** Each place alone: what one header hides, another must not uncover. */
    @ParameterizedTest
    @MethodSource("lines")
    void noHeaderAloneArrives(String line) throws Exception {
        HttpMessage response = RawClient.exchange(
                gateway.port(),
                LeakyClient.marked("GET /openai_passthrough/v1/models HTTP/1.1\nHost: localhost\n" + line),
                new byte[0]);
        assertEquals(200, response.status());

        String bytes = upstream.take();
        assertEquals(
                "GET /v1/models HTTP/1.1\r\nAuthorization: Bearer upstream-openai-key\r\nHost: "
                        + upstream.origin().substring("http://".length()) + "\r\n\r\n",
                bytes);
    }

    @ParameterizedTest
    @FieldSource("dev.gangway.servlet.LeakyClient#PARAMETERS")
    void noParameterAloneArrives(String parameter) throws Exception {
        for (String query : List.of(parameter, "a=1&" + parameter, parameter + "&a=1")) {
            RawClient.exchange(
                    gateway.port(),
                    LeakyClient.marked("GET /openai_passthrough/v1/models?" + query + " HTTP/1.1\nHost: localhost"),
                    new byte[0]);

            String target = parsed(upstream.take()).target();
            assertEquals(query.contains("a=1") ? "/v1/models?a=1" : "/v1/models", target);
        }
    }

    private static HttpMessage parsed(String bytes) throws Exception {
        HttpMessage message =
                HttpMessage.read(new ByteArrayInputStream(bytes.getBytes(StandardCharsets.ISO_8859_1)), false);
        if (message == null) {
            throw new AssertionError("no request");
        }
        return message;
    }

    private static List<String> credentials(HttpMessage request) {
        return request.headers().stream()
                .filter(header -> header[1].contains("upstream-"))
                .map(header -> header[0].toLowerCase(Locale.ROOT) + ": " + header[1])
                .toList();
    }
}
