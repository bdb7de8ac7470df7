package dev.gangway.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.TestGateway;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The gateway's own pages: who may see them, and what they tell. */
class OwnPagesTest {

    private static final String KEYS = """
            access: { callers: keys, keys: [{ name: alice, value: gk-alice }] }
            routes:
              - { path: /openai, provider: openai, target: "http://127.0.0.1:1", keys: [{ value: "${KEY:-sk-1}" }] }
            """;

    private static HttpMessage send(TestGateway gateway, String method, String path, String headers) throws Exception {
        return RawClient.exchange(
                gateway.port(), method + " " + path + " HTTP/1.1\nHost: h\nConnection: close" + headers, new byte[0]);
    }

    private static String text(HttpMessage answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({"/gangway/health,live", "/gangway/ready,ready"})
    void healthIsOpenAndTellsOneWord(String path, String word) throws Exception {
        try (TestGateway gateway = TestGateway.start(KEYS)) {
            HttpMessage answer = send(gateway, "GET", path, "");
            assertEquals(200, answer.status());
            assertEquals("{\"status\":\"" + word + "\"}", text(answer));
            assertEquals("application/json", answer.header("content-type"));
            assertEquals("no-store", answer.header("cache-control"));
            assertNull(answer.header("server"));
            assertNull(answer.header("gangway-request-id"));
            HttpMessage post = send(gateway, "POST", path, "\nContent-Length: 0");
            assertEquals(405, post.status());
            assertEquals("GET, HEAD", post.header("allow"));
            assertEquals("method-not-allowed", post.header("gangway-error"));
        }
    }

    @Test
    void aGatewayWithoutAnyKeyIsNotReady() throws Exception {
        try (TestGateway gateway = TestGateway.start(KEYS.replace("sk-1", ""))) {
            HttpMessage answer = send(gateway, "GET", "/gangway/ready", "");
            assertEquals(503, answer.status());
            assertEquals("{\"status\":\"not-ready\"}", text(answer));
            assertEquals(200, send(gateway, "GET", "/gangway/health", "").status());
        }
    }

    @Test
    void metricsAreUnderAccess() throws Exception {
        try (TestGateway gateway = TestGateway.start(KEYS)) {
            HttpMessage refused = send(gateway, "GET", "/gangway/metrics", "");
            assertEquals(401, refused.status());
            assertEquals("unauthorized", refused.header("gangway-error"));
            HttpMessage answer = send(gateway, "GET", "/gangway/metrics", "\ngangway-key: gk-alice");
            assertEquals(200, answer.status());
            assertEquals("text/plain; version=0.0.4; charset=utf-8", answer.header("content-type"));
            assertTrue(text(answer).contains("gangway_exchanges_active{servlet=\"gangway\"} 0"), text(answer));
            HttpMessage open = send(
                    gateway,
                    "GET",
                    "/gangway/metrics",
                    "\ngangway-key: gk-alice\nAccept: application/openmetrics-text; version=1.0.0");
            assertTrue(text(open).endsWith("# EOF\n"));
        }
    }

    /** The rest of {@code /gangway} is nobody's, and stays reserved. */
    @ParameterizedTest
    @CsvSource({
        "/gangway,404,no-route",
        "/gangway/,404,no-route",
        "/gangway/health/,404,no-route",
        "/gangway/Health,404,no-route",
        "/gangway/hea%6Cth,404,no-route",
        "/gangway/x/../health,400,bad-request"
    })
    void nothingElseIsThere(String path, int status, String error) throws Exception {
        try (TestGateway gateway = TestGateway.start(KEYS)) {
            HttpMessage answer = send(gateway, "GET", path, "\ngangway-key: gk-alice");
            assertEquals(status, answer.status());
        }
    }

    @Test
    void headHasTheLengthAlone() throws Exception {
        try (TestGateway gateway = TestGateway.start(KEYS);
                RawClient client = new RawClient(gateway.port())) {
            client.send("HEAD /gangway/health HTTP/1.1\nHost: h", new byte[0]);
            HttpMessage answer = client.receive(true);
            assertEquals("17", answer.header("content-length"));
        }
    }

    @Test
    void belowAContextPath() throws Exception {
        try (TestGateway gateway = TestGateway.start(KEYS, "/llm", holder -> {})) {
            assertEquals(200, send(gateway, "GET", "/llm/gangway/ready", "").status());
            assertEquals(404, send(gateway, "GET", "/gangway/ready", "").status());
        }
    }
}
