package dev.gangway.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.gangway.servlet.FaultMidStreamTest.Fault;
import dev.gangway.testing.FaultGateway;
import dev.gangway.testing.H2Client;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import dev.gangway.testing.TestGateway;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** In every container an answer that its upstream breaks off is cut for the client, and never looks whole. */
class WireCutTest {

    private static final Semaphore SEEN = new Semaphore(0);
    private static RawUpstream upstream;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        upstream = RawUpstream.answering((request, socket, out) -> {
            if (request.target().equals("/whole")) {
                RawUpstream.write(out, "HTTP/1.1 200 OK\nContent-Length: 2", new byte[] {'o', 'k'});
                return true;
            }
            return Fault.valueOf(request.target().substring(1)).act(socket, out, SEEN);
        });
        gateway = TestGateway.start(FaultGateway.routes(upstream.origin(), "timeouts: { idle: 600ms }"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        upstream.close();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "JSON_CLOSE")
    void neverEndsAnHttp1Answer(Fault fault) throws Exception {
        SEEN.drainPermits();
        try (RawClient client = new RawClient(gateway.port())) {
            client.send("GET /openai/" + fault + " HTTP/1.1\nHost: localhost", new byte[0]);
            String got = untilClosed(client, fault.part.isEmpty() ? "\r\n\r\n" : "half");
            String body = got.substring(got.indexOf("\r\n\r\n") + 4);
            assertEquals("200", got.split(" ")[1]);
            assertEquals(fault.part.isEmpty() ? "" : "half", body.replaceAll("4\r\n|\r\n", ""));
        }
        stillServes();
    }

    private static String untilClosed(RawClient client, String sign) {
        StringBuilder got = new StringBuilder();
        try {
            for (int c = client.in().read(); c >= 0; c = client.in().read()) {
                got.append((char) c);
                if (got.toString().endsWith(sign)) {
                    SEEN.release();
                }
            }
        } catch (IOException e) {
            // A reset is as good an end here as a close; a timeout is none.
            assertNotEquals("Read timed out", e.getMessage());
        }
        return got.toString();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "JSON_CLOSE")
    void resetsAnHttp2Stream(Fault fault) throws Exception {
        SEEN.drainPermits();
        try (H2Client client = new H2Client(gateway.port())) {
            H2Client.Call call = client.call("GET", "/openai/" + fault, true);
            assertEquals(200, call.head().getStatus());
            FaultGateway.await("the half", () -> call.body().equals(fault.part.isEmpty() ? "" : "half"));
            SEEN.release();
            assertEquals("reset", call.end());
            assertEquals(200, client.call("GET", "/openai/whole", true).head().getStatus());
        }
    }

    private static void stillServes() throws Exception {
        HttpMessage answer = RawClient.exchange(
                gateway.port(), "GET /openai/whole HTTP/1.1\nHost: h\nConnection: close", new byte[0]);
        assertEquals("ok", new String(answer.body(), StandardCharsets.US_ASCII));
    }
}
