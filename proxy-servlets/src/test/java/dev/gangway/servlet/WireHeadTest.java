package dev.gangway.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.testing.Bytes;
import dev.gangway.testing.ContainerLimit;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import dev.gangway.testing.TestGateway;
import dev.gangway.testing.WireClient;
import dev.gangway.testing.WireClient.Protocol;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A response head leaves as soon as it is there, and with the first bytes of the body where these are there too. */
class WireHeadTest {

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

    /** The upstream sends no body before the client has the head. */
    @ParameterizedTest
    @CsvSource({
        "HTTP1, Transfer-Encoding: chunked",
        "HTTP1, Content-Length: 4",
        "H2C, Transfer-Encoding: chunked",
        "H2C, Content-Length: 4",
    })
    void leavesBeforeTheBody(Protocol protocol, String framing) throws Exception {
        Semaphore received = new Semaphore(0);
        upstream.answer((request, socket, out) -> {
            RawUpstream.write(out, "HTTP/1.1 200 OK\nContent-Type: text/event-stream\n" + framing, new byte[0]);
            assertTrue(received.tryAcquire(10, TimeUnit.SECONDS), "the client has no head");
            byte[] body = Bytes.utf8("late");
            out.write(framing.startsWith("C") ? body : Bytes.chunked(body, 9));
            out.flush();
            return true;
        });
        try (WireClient client = new WireClient(protocol, gateway.port())) {
            WireClient.Stream stream = client.stream(client.request("GET", "/openai_passthrough/v1/x"));
            assertEquals("text/event-stream", stream.head().header("content-type"));
            received.release();
            assertEquals("late", stream.read(4));
        }
    }

    /** One read at the client takes all that was one write at the upstream: nothing is sent in small pieces. */
    @Test
    void leavesWithTheFirstBytes() throws Exception {
        ContainerLimit.TWO_PACKETS.prevents();
        upstream.answer((request, socket, out) -> {
            out.write(Bytes.utf8(
                    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + "d\r\ndata: first\n\n\r\n"));
            socket.getInputStream().read();
            return false;
        });
        for (int i = 0; i < 20; i++) {
            try (RawClient client = new RawClient(gateway.port())) {
                client.send("GET /openai_passthrough/v1/x HTTP/1.1\nHost: h", new byte[0]);
                byte[] buffer = new byte[8192];
                int count = client.socket().getInputStream().read(buffer);
                String seen = new String(buffer, 0, count, StandardCharsets.US_ASCII);
                assertTrue(seen.startsWith("HTTP/1.1 200 "), seen);
                assertTrue(seen.endsWith("data: first\n\n"), seen);
            }
        }
    }
}
