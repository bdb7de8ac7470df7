package dev.gangway.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.gangway.testing.ContainerLimit;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import dev.gangway.testing.TestGateway;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Verifies over sockets who may call, in which order checks are made, and how a refusal looks to each SDK. */
class AccessWireTest {

    private static final String KEY = "gangway-key: gw-alice";

    private static RawUpstream upstream;
    private static TestGateway local;
    private static TestGateway keys;

    @BeforeAll
    static void start() throws Exception {
        upstream = RawUpstream.answering("HTTP/1.1 200 OK\nContent-Length: 2", new byte[] {'o', 'k'});
        String routes = TestGateway.fourRoutes(upstream.origin());
        local = TestGateway.start(routes.replace("callers: anyone", "callers: loopback"));
        keys = TestGateway.start(
                routes.replace("callers: anyone", "callers: keys, keys: [{ name: alice, value: gw-alice }]")
                        + """
                  - { path: /small, provider: openai, target: "%s", max-request-body: 1 }
                """.formatted(upstream.origin()));
    }

    @AfterAll
    static void stop() {
        local.close();
        keys.close();
        upstream.close();
    }

    @AfterEach
    void nothingElseArrived() throws Exception {
        List<HttpMessage> left = upstream.received();
        for (int i = 0; i < left.size(); i++) {
            upstream.take();
        }
        assertEquals(List.of(), left);
    }

    private static HttpMessage get(TestGateway gateway, String target, String lines) throws Exception {
        return send(gateway, "GET " + target + " HTTP/1.1\nHost: localhost\n" + lines);
    }

    private static HttpMessage send(TestGateway gateway, String head) throws Exception {
        return RawClient.exchange(gateway.port(), head, new byte[0]);
    }

    /** Each row has one fault fewer than the one before. */
    @ParameterizedTest
    @CsvSource({
        "TRACE, /nowhere/../x, no, websocket, 9, 400, bad-request",
        "TRACE, /nowhere/x?%, no, websocket, 9, 400, bad-request",
        "TRACE, /nowhere/x, no, websocket, 9, 401, unauthorized",
        "TRACE, /small/x, no, websocket, 9, 401, unauthorized",
        "TRACE, /nowhere/x, yes, websocket, 9, 404, no-route",
        "TRACE, /gangway/x, yes, websocket, 9, 404, no-route",
        "TRACE, /small/x, yes, websocket, 9, 405, method-not-allowed",
        "POST, /small/x, yes, websocket, 9, 501, unsupported",
        "POST, /small/x, yes, nothing, 9, 413, too-large",
        "POST, /small/x, yes, nothing, 1, 503, no-credential",
    })
    void theOrderOfChecks(
            String method, String target, String key, String upgrade, int length, int status, String error)
            throws Exception {
        if (method.equals("TRACE")) {
            ContainerLimit.TRACE.prevents();
        }
        String head = method + " " + target + " HTTP/1.1\nHost: localhost\nConnection: upgrade, close\n"
                + "Content-Length: " + length
                + (key.equals("yes") ? "\n" + KEY : "")
                + (upgrade.equals("nothing") ? "" : "\nUpgrade: h2c-99\nUpgrade: " + upgrade);

        HttpMessage answer = RawClient.exchange(keys.port(), head, new byte[length]);

        assertEquals(error, answer.header("gangway-error"));
        assertEquals(status, answer.status());
        assertEquals("false".equals(answer.header("x-should-retry")), status != 400);
        assertEquals(status == 405 ? Checks.allow(null) : null, answer.header("allow"));
    }

    @ParameterizedTest
    @CsvSource({
        "/openai_passthrough/v1/models, /error/type, authentication_error, permission_error",
        "/azure_passthrough/openai/v1/x, /error/type, authentication_error, permission_error",
        "/anthropic_passthrough/v1/messages, /error/type, authentication_error, permission_error",
        "/azure_passthrough/anthropic/v1/messages, /error/type, authentication_error, permission_error",
        "/azure_passthrough/v1/messages, /error/type, authentication_error, permission_error",
        "/genai_passthrough/v1beta/models, /error/status, UNAUTHENTICATED, PERMISSION_DENIED",
        "/genai_passthrough/v1/projects/p/locations/eu/x, /error/status, UNAUTHENTICATED, PERMISSION_DENIED",
        "/genai_passthrough/v1beta/openai/chat/completions, /error/type, authentication_error, permission_error",
        "/nowhere, /error/type, authentication_error, permission_error",
    })
    void theProvidersOwnEnvelope(String target, String pointer, String on401, String on403) throws Exception {
        boolean anthropic = target.contains("messages");

        assertRefused(get(keys, target, ""), 401, "unauthorized", pointer, on401, anthropic);
        assertRefused(get(local, target, "Via: 1.1 proxy"), 403, "forbidden", pointer, on403, anthropic);
    }

    @ParameterizedTest
    @CsvSource({
        "/openai_passthrough/x?%, /error/code, bad-request",
        "/anthropic_passthrough/../x, /type, error",
        "/genai_passthrough/v1/x/./y, /error/status, INVALID_ARGUMENT",
        "/nowhere/x?%, /error/code, bad-request",
    })
    void alsoForABadPath(String target, String pointer, String value) throws Exception {
        HttpMessage answer = get(keys, target, "");

        assertEquals(400, answer.status());
        assertEquals(value, new JsonMapper().readTree(answer.body()).at(pointer).asString());
    }

    private static void assertRefused(
            HttpMessage answer, int status, String error, String pointer, String type, boolean anthropic) {
        JsonNode body = new JsonMapper().readTree(answer.body());
        assertEquals(status, answer.status());
        assertEquals(List.of(error), answer.headers("gangway-error"));
        assertEquals(List.of("false"), answer.headers("x-should-retry"));
        assertEquals(List.of("application/json"), answer.headers("content-type"));
        assertNotNull(answer.header("gangway-request-id"));
        assertEquals(type, body.at(pointer).asString());
        assertEquals(anthropic ? "error" : "", body.at("/type").asString(""));
        assertEquals(true, body.at("/error/message").asString().length() > 20);
    }

    /** The operator's credential goes upstream, wherever the gateway's own was found. */
    @ParameterizedTest
    @CsvSource({
        "'', gangway-key: gw-alice",
        "'', Authorization: Bearer gw-alice",
        "'', authorization: bearer gw-alice",
        "'', Authorization: gw-alice",
        "'', x-api-key: gw-alice",
        "'', api-key: gw-alice",
        "'', X-Goog-Api-Key: gw-alice",
        "?key=gw-alice, X-Other: 1",
        "?a=1&%6bEY=gw%2Dalic%65, X-Other: 1",
        "?key=wrong, x-api-key: gw-alice",
    })
    void aGatewayKeyInAnySlot(String query, String line) throws Exception {
        for (String path : List.of("/openai_passthrough/x", "/anthropic_passthrough/x", "/genai_passthrough/v1/x")) {
            assertEquals(200, get(keys, path + query, line).status());
            HttpMessage request = upstream.take();
            assertEquals(false, request.headers().stream().anyMatch(header -> header[1].contains("gw-alice")));
            assertEquals(false, request.target().contains("alic"));
            assertEquals(
                    1,
                    request.headers().stream()
                            .filter(header -> header[1].contains("upstream-"))
                            .count());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', gangway-key: gw-alic",
        "'', gangway-key: gw-alicee",
        "'', gangway-key:",
        "'', Authorization: Bearer",
        "'', Authorization: Basic gw-alice",
        "'', Cookie: gangway-key=gw-alice",
        "'', x-pass-gangway-key: gw-alice",
        "?key=, X-Other: 1",
        "?key, X-Other: 1",
        "?xkey=gw-alice, X-Other: 1",
        "?gangway-key=gw-alice, X-Other: 1",
        "?key=wrong&key=gw-alice, X-Other: 1",
    })
    void nothingElseOpens(String query, String line) throws Exception {
        assertEquals(
                401, get(keys, "/openai_passthrough/v1/models" + query, line).status());
    }
}
