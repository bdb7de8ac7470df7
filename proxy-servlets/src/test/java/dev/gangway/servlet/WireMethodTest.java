package dev.gangway.servlet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.testing.Bytes;
import dev.gangway.testing.ContainerLimit;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawH2;
import dev.gangway.testing.RawUpstream;
import dev.gangway.testing.TestGateway;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Request lines in every shape: all methods but two, HTTP/1.0, and targets that are no path. */
class WireMethodTest {

    private static final String ALLOW = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

    private static RawUpstream upstream;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        upstream = RawUpstream.answering("HTTP/1.1 500 unset\nContent-Length: 0", new byte[0]);
        gateway = TestGateway.start(TestGateway.fourRoutes(upstream.origin()));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        upstream.close();
    }

    @BeforeEach
    void answer() {
        upstream.answer((request, socket, out) -> {
            byte[] body = Bytes.utf8(request.method().equals("HEAD") ? "" : "answer");
            RawUpstream.write(out, "HTTP/1.1 200 OK\nContent-Length: 6", body);
            return true;
        });
    }

    private static HttpMessage exchange(String head, byte[] body) throws Exception {
        return RawClient.exchange(gateway.port(), head, body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PURGE", "REPORT"})
    void passesEveryMethodWithABody(String method) throws Exception {
        byte[] body = Bytes.random(500);
        HttpMessage response = exchange(
                method + " /openai_passthrough/v1/x HTTP/1.1\nHost: h\nContent-Length: 500\nConnection: close", body);
        assertEquals("answer", response.text());
        HttpMessage received = upstream.take();
        assertEquals(method + " /v1/x HTTP/1.1", received.startLine());
        assertArrayEquals(body, received.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "DELETE", "OPTIONS", "PURGE"})
    void passesEveryMethodWithout(String method) throws Exception {
        HttpMessage response =
                exchange(method + " /openai_passthrough/v1/x?a=b HTTP/1.1\nHost: h\nConnection: close", new byte[0]);
        assertEquals(200, response.status());
        HttpMessage received = upstream.take();
        assertEquals(method + " /v1/x?a=b HTTP/1.1", received.startLine());
        assertEquals(List.of("authorization", "host"), received.names());
    }

    @Test
    void refusesTrace() throws Exception {
        ContainerLimit.TRACE.prevents();
        refused(exchange("TRACE /openai_passthrough/v1/x HTTP/1.1\nHost: h\nConnection: close", new byte[0]));
    }

    /** Over HTTP/2 it can carry a path; over HTTP/1.1 Jetty itself refuses it with anything but host and port. */
    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "CONNECT"})
    void refusesTwoMethodsOverHttp2(String method) throws Exception {
        (method.equals("TRACE") ? ContainerLimit.TRACE : ContainerLimit.CONNECT).prevents();
        String path = "/openai_passthrough/v1/x";
        refused(RawH2.exchange(
                gateway.port(), ":method", method, ":scheme", "http", ":path", path, ":authority", "h:443"));
    }

    private static void refused(HttpMessage response) {
        assertEquals(405, response.status());
        assertEquals(ALLOW, response.header("allow"));
        assertEquals("method-not-allowed", response.header("gangway-error"));
        assertTrue(upstream.received().isEmpty());
    }

    @Test
    void tunnelsNothing() throws Exception {
        ContainerLimit.CONNECT.prevents();
        HttpMessage response = exchange(
                "CONNECT api.openai.com:443 HTTP/1.1\nHost: api.openai.com:443\nConnection: close", new byte[0]);
        assertEquals(404, response.status());
        assertEquals("no-route", response.header("gangway-error"));
        assertTrue(upstream.received().isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "http://gateway.example/openai_passthrough/v1/a%2Fb?x=1|2, gateway.example, /v1/a%2Fb?x=1|2",
        "http://gateway.example:80/openai_passthrough/v1/models, gateway.example:80, /v1/models",
        "https://gateway.example/openai_passthrough/v1/models, gateway.example, /v1/models",
    })
    void takesAnAbsoluteTargetForItsPath(String target, String host, String path) throws Exception {
        HttpMessage response =
                exchange("GET " + target + " HTTP/1.1\nHost: " + host + "\nConnection: close", new byte[0]);
        assertEquals(200, response.status());
        HttpMessage received = upstream.take();
        assertEquals("GET " + path + " HTTP/1.1", received.startLine());
        assertEquals(List.of("127.0.0.1:" + upstream.port()), received.headers("host"));
    }

    @Test
    void hasNoRouteForTheWholeServer() throws Exception {
        ContainerLimit.OPTIONS_STAR.prevents();
        HttpMessage response = exchange("OPTIONS * HTTP/1.1\nHost: h\nConnection: close", new byte[0]);
        assertEquals(404, response.status()); // Jetty's own: no context is asked.
        assertTrue(upstream.received().isEmpty());
    }

    /** HTTP/1.0 knows no chunks: a body without a length ends with the connection. */
    @ParameterizedTest
    @CsvSource({
        "Content-Length: 6, , 6",
        "Content-Length: 6, Connection: keep-alive, 6",
        "Transfer-Encoding: chunked, , ",
        "Transfer-Encoding: chunked, Connection: keep-alive, ",
    })
    void answersHttp10(String framing, String connection, String length) throws Exception {
        upstream.answer((request, socket, out) -> {
            byte[] body = Bytes.utf8("answer");
            RawUpstream.write(
                    out, "HTTP/1.1 200 OK\n" + framing, framing.startsWith("C") ? body : Bytes.chunked(body, 4));
            return true;
        });
        HttpMessage response = exchange(
                "POST /openai_passthrough/v1/x HTTP/1.0\nContent-Length: 2"
                        + (connection == null ? "" : "\n" + connection),
                Bytes.utf8("ab"));
        assertEquals(200, response.status());
        assertEquals("answer", response.text());
        assertEquals(null, response.header("transfer-encoding"));
        assertEquals(length, response.header("content-length"));
        HttpMessage received = upstream.take();
        assertEquals("POST /v1/x HTTP/1.1", received.startLine());
        assertEquals("ab", received.text());
        assertEquals("127.0.0.1:" + upstream.port(), received.header("host"));
    }
}
