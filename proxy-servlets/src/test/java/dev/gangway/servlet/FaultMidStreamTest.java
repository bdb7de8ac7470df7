package dev.gangway.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gangway.testing.FaultGateway;
import dev.gangway.testing.H2Client;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import tools.jackson.databind.JsonNode;

/** An upstream that fails after its head: the client gets what there was, then its connection is cut, never ended. */
@TestInstance(Lifecycle.PER_CLASS)
class FaultMidStreamTest {

    private static final String LENGTH = "HTTP/1.1 200 OK\nContent-Type: text/plain\nContent-Length: 100";
    private static final String CHUNKED =
            "HTTP/1.1 200 OK\nContent-Type: text/event-stream\nTransfer-Encoding: chunked";

    /** What the upstream sends, and what it does once the client has that. */
    enum Fault {
        LENGTH_RESET(LENGTH, "half"),
        LENGTH_CLOSE(LENGTH, "half"),
        LENGTH_SILENCE(LENGTH, "half"),
        CHUNKED_RESET(CHUNKED, "4\r\nhalf\r\n"),
        CHUNKED_CLOSE(CHUNKED, "4\r\nhalf\r\n"),
        CHUNKED_CLOSE_IN_CHUNK(CHUNKED, "9\r\nhalf"),
        CHUNKED_GARBAGE(CHUNKED, "4\r\nhalf\r\n"),
        CHUNKED_SILENCE(CHUNKED, "4\r\nhalf\r\n"),
        NOTHING_RESET(LENGTH, ""),
        NOTHING_CLOSE(CHUNKED, ""),
        NOTHING_SILENCE(CHUNKED, ""),
        JSON_CLOSE("HTTP/1.1 200 OK\nContent-Type: application/json\nContent-Length: 100", "{\"data\":");

        private final String head;
        final String part;

        Fault(String head, String part) {
            this.head = head;
            this.part = part;
        }

        boolean act(Socket socket, OutputStream out, Semaphore seen) throws Exception {
            RawUpstream.write(out, head, part.getBytes(StandardCharsets.US_ASCII));
            seen.tryAcquire(10, TimeUnit.SECONDS);
            if (name().endsWith("RESET")) {
                socket.setSoLinger(true, 0);
            } else if (name().endsWith("GARBAGE")) {
                out.write("oh no\r\n".getBytes(StandardCharsets.US_ASCII));
            } else if (name().endsWith("SILENCE")) {
                socket.getInputStream().read();
            }
            return false;
        }
    }

    private final Semaphore seen = new Semaphore(0);
    private RawUpstream upstream;
    private FaultGateway gateway;

    @BeforeAll
    void start() throws Exception {
        upstream = RawUpstream.answering((request, socket, out) ->
                Fault.valueOf(request.target().split(".*[/?]")[1]).act(socket, out, seen));
        gateway = FaultGateway.start(FaultGateway.routes(upstream.origin(), "timeouts: { idle: 600ms }"));
    }

    @AfterAll
    void stop() throws Exception {
        gateway.closeQuiet();
        FaultGateway.await("closed upstream connections", () -> upstream.connections() == 0);
        upstream.close();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "JSON_CLOSE")
    void cutsAnHttp1Connection(Fault fault) throws Exception {
        try (RawClient client = new RawClient(gateway.port())) {
            client.send("GET /openai/" + fault + " HTTP/1.1\nHost: localhost", new byte[0]);
            String got = readAllWith(client, fault.part.isEmpty() ? "\r\n\r\n" : "half");
            String body = got.substring(got.indexOf("\r\n\r\n") + 4);
            assertEquals("HTTP/1.1 200 OK", got.substring(0, got.indexOf('\r')));
            assertFalse(body.contains("0\r\n\r\n"), body);
            assertEquals(fault.part.isEmpty() ? "" : "half", body.replaceAll("[0-9\r\n]", ""));
        }
        assertRecord();
    }

    /** Reads to the end of the connection, and tells the upstream as soon as {@code sign} has come. */
    private String readAllWith(RawClient client, String sign) {
        StringBuilder got = new StringBuilder();
        try {
            for (int c = client.in().read(); c >= 0; c = client.in().read()) {
                got.append((char) c);
                if (got.toString().endsWith(sign)) {
                    seen.release();
                }
            }
        } catch (IOException e) {
            // A reset is as good an end here as a close.
        }
        return got.toString();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "JSON_CLOSE")
    void resetsAnHttp2Stream(Fault fault) throws Exception {
        try (H2Client client = new H2Client(gateway.port())) {
            H2Client.Call call = client.call("GET", "/openai/" + fault, true);
            assertEquals(200, call.head().getStatus());
            FaultGateway.await("the half", () -> call.body().equals(fault.part.isEmpty() ? "" : "half"));
            seen.release();
            assertEquals("reset", call.end());
        }
        assertRecord();
    }

    private void assertRecord() throws Exception {
        JsonNode record = gateway.record();
        assertEquals("upstream-failed", record.get("end").asString());
        assertEquals(200, record.get("status").asInt());
        assertNull(record.get("error"));
    }

    /** The answer that is edited is collected first; what is missing of it must not look like all there is. */
    @Test
    void cutsAnAnswerThatItWasCollecting() throws Exception {
        seen.release();
        assertThrows(
                IOException.class,
                () -> RawClient.exchange(
                        gateway.port(),
                        "GET /anthropic/v1/messages/batches?JSON_CLOSE HTTP/1.1\nHost: localhost",
                        new byte[0]));
        assertRecord();
    }
}
