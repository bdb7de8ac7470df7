package dev.gangway.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.gangway.testing.Bytes;
import dev.gangway.testing.ContainerLimit;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import dev.gangway.testing.TestGateway;
import dev.gangway.testing.WireClient;
import dev.gangway.testing.WireClient.Protocol;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every status passes with the body that belongs to it, and answers without a body end where they end. */
class WireStatusTest {

    private static final String PATH = "/openai_passthrough/v1/x";

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

    private static boolean hasNoBody(int status) {
        return status == 204 || status == 304;
    }

    @ParameterizedTest
    @EnumSource
    void passesEveryStatus(Protocol protocol) throws Exception {
        upstream.answer((request, socket, out) -> {
            int status = Integer.parseInt(request.target().substring("/v1/".length()));
            String body = "{\"error\":" + status + "}";
            RawUpstream.write(
                    out,
                    "HTTP/1.1 " + status + " Whatever It Is\nX-Status: " + status
                            + (hasNoBody(status) ? "" : "\nContent-Length: " + body.length()),
                    Bytes.utf8(hasNoBody(status) ? "" : body));
            return true;
        });
        try (WireClient client = new WireClient(protocol, gateway.port())) {
            for (int status = 200; status < 600; status++) {
                HttpMessage response = client.exchange(client.request("GET", "/openai_passthrough/v1/" + status));
                assertEquals(status, response.status());
                assertEquals(String.valueOf(status), response.header("x-status"));
                boolean hasText = !hasNoBody(status) && status != 205;
                assertEquals(hasText ? "{\"error\":" + status + "}" : "", response.text());
                assertNull(response.header("gangway-error"));
            }
        }
    }

    /** The next answer on the same connection shows that this one ended where it should. */
    @ParameterizedTest
    @CsvSource({
        "HEAD, 200 OK, Content-Length: 1234, 1234",
        "HEAD, 200 OK, Content-Length: 0, 0",
        "HEAD, 200 OK, X-None: 1, ",
        "HEAD, 404 Not Found, Content-Length: 20, 20",
        "GET, 204 No Content, X-None: 1, ",
        "GET, 204 No Content, Content-Length: 5, ",
        "GET, 304 Not Modified, ETag: \"a\", ",
        "GET, 304 Not Modified, Content-Length: 55, 55",
        "GET, 200 OK, Content-Length: 0, 0",
        "DELETE, 205 Reset Content, Content-Length: 0, 0",
    })
    void endsAnswersWithoutABody(String method, String status, String header, String length) throws Exception {
        if (header.equals("X-None: 1") && method.equals("HEAD") || header.equals("Content-Length: 55")) {
            ContainerLimit.UNSENT_BODY.prevents();
        }
        upstream.answer((request, socket, out) -> {
            RawUpstream.write(out, "HTTP/1.1 " + status + "\n" + header, new byte[0]);
            return true;
        });
        // Without a length, Jetty's own answer to the same GET would be chunked.
        boolean noLength = method.equals("HEAD") && length == null;
        try (RawClient client = new RawClient(gateway.port())) {
            for (int i = 0; i < 2; i++) {
                client.send(method + " " + PATH + " HTTP/1.1\nHost: h", new byte[0]);
                HttpMessage response = client.receive(method.equals("HEAD"));
                assertEquals(status.substring(0, 3), String.valueOf(response.status()));
                assertEquals(length == null ? List.of() : List.of(length), response.headers("content-length"));
                // Of a length that HEAD was not told Jetty says that it is unknown; nothing else would be true.
                boolean unknown = method.equals("HEAD") && length == null;
                assertEquals(unknown ? "chunked" : null, response.header("transfer-encoding"));
                String[] sent = header.split(": ");
                boolean forbidden = status.startsWith("204") && sent[0].equals("Content-Length");
                assertEquals(forbidden ? null : sent[1], response.header(sent[0]));
                assertNotNull(response.header("gangway-request-id"));
                assertEquals(0, response.body().length);
            }
        }
    }

    /** It must not have content (RFC 9110, section 15.3.6), and some containers would drop it: none gets any. */
    @ParameterizedTest
    @CsvSource({"Content-Length: 5, hello", "Transfer-Encoding: chunked, '5\r\nhello\r\n0\r\n\r\n'"})
    void leavesTheContentOfA205Out(String framing, String body) throws Exception {
        upstream.answer((request, socket, out) -> {
            RawUpstream.write(
                    out,
                    "HTTP/1.1 205 Reset Content\nContent-Type: text/event-stream\nContent-Encoding: gzip\n" + framing,
                    Bytes.utf8(body));
            return true;
        });
        try (RawClient client = new RawClient(gateway.port())) {
            for (int i = 0; i < 2; i++) {
                client.send("POST " + PATH + " HTTP/1.1\nHost: h\nContent-Length: 0", new byte[0]);
                HttpMessage response = client.receive(false);
                assertEquals(205, response.status());
                assertEquals(List.of("0"), response.headers("content-length"));
                assertEquals(List.of(), response.headers("content-encoding"));
                assertEquals("", response.text());
            }
        }
    }

    @Test
    void passesHeadOverHttp2() throws Exception {
        upstream.answer((request, socket, out) -> {
            RawUpstream.write(out, "HTTP/1.1 200 OK\nContent-Length: 1234\nETag: \"a\"", new byte[0]);
            return true;
        });
        try (WireClient client = new WireClient(Protocol.H2C, gateway.port())) {
            for (int i = 0; i < 2; i++) {
                HttpMessage response = client.exchange(client.request("HEAD", PATH));
                assertEquals(200, response.status());
                assertEquals("1234", response.header("content-length"));
                assertEquals(0, response.body().length);
            }
        }
    }

    /** Nobody asked for another protocol; what follows would be read as an answer to the next client. */
    @Test
    void answersForAnUpstreamThatSwitchesProtocols() throws Exception {
        upstream.answer((request, socket, out) -> {
            RawUpstream.write(out, "HTTP/1.1 101 Switching Protocols\nUpgrade: x\nConnection: upgrade", new byte[0]);
            return true;
        });
        HttpMessage response = RawClient.exchange(
                gateway.port(), "GET " + PATH + " HTTP/1.1\nHost: h\nConnection: close", new byte[0]);
        assertEquals(502, response.status());
        assertEquals("upstream-unreachable", response.header("gangway-error"));
    }
}
