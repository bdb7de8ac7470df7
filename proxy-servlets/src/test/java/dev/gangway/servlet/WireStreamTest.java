package dev.gangway.servlet;

import static dev.gangway.testing.ContainerLimit.spelled;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.testing.Bytes;
import dev.gangway.testing.RawUpstream;
import dev.gangway.testing.TestGateway;
import dev.gangway.testing.WireClient;
import dev.gangway.testing.WireClient.Protocol;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every server-sent event is with the client before the upstream writes the next one: no clock, the upstream waits. */
class WireStreamTest {

    private static final int EVENTS = 5;

    private static RawUpstream upstream;
    private static TestGateway gateway;

    private final Semaphore received = new Semaphore(0);
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

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
            boolean gzip = request.target().endsWith("gzip");
            boolean chunked = !request.target().contains("until-close");
            stream(out, gzip, chunked);
            return chunked;
        });
    }

    @ParameterizedTest
    @CsvSource({"HTTP1, chunked", "H2C, chunked", "HTTP1, until-close", "H2C, until-close"})
    void passesEventByEvent(Protocol protocol, String framing) throws Exception {
        try (WireClient client = new WireClient(protocol, gateway.port())) {
            WireClient.Stream stream = client.stream(client.request("GET", "/openai_passthrough/v1/" + framing));
            assertEquals(
                    spelled("text/event-stream; charset=utf-8"),
                    spelled(stream.head().header("content-type")));
            for (int i = 0; i < EVENTS; i++) {
                assertEquals(event(i), stream.read(event(i).length()));
                received.release();
            }
            assertEquals(-1, stream.body().read());
        }
    }

    @ParameterizedTest
    @CsvSource({"HTTP1", "H2C"})
    void passesPackedEventsAsTheyComeAndStillPacked(Protocol protocol) throws Exception {
        try (WireClient client = new WireClient(protocol, gateway.port())) {
            WireClient.Stream stream = client.stream(client.request("GET", "/openai_passthrough/v1/gzip")
                    .headers(headers -> headers.put("accept-encoding", "gzip")));
            assertEquals("gzip", stream.head().header("content-encoding"));
            Copied copied = new Copied(stream.body());
            GZIPInputStream events = new GZIPInputStream(copied);
            for (int i = 0; i < EVENTS; i++) {
                byte[] event = new byte[event(i).length()];
                assertEquals(event.length, events.readNBytes(event, 0, event.length));
                assertEquals(event(i), new String(event, StandardCharsets.US_ASCII));
                received.release();
            }
            assertEquals(-1, events.read());
            assertArrayEquals(sent.toByteArray(), copied.bytes.toByteArray());
        }
    }

    private void stream(OutputStream out, boolean gzip, boolean chunked) throws Exception {
        RawUpstream.write(
                out,
                "HTTP/1.1 200 OK\nContent-Type: text/event-stream; charset=utf-8\n"
                        + (gzip ? "Content-Encoding: gzip\n" : "")
                        + (chunked ? "Transfer-Encoding: chunked" : "Connection: close"),
                new byte[0]);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        OutputStream events = gzip ? new GZIPOutputStream(packed, true) : packed;
        for (int i = 0; i < EVENTS; i++) {
            events.write(event(i).getBytes(StandardCharsets.US_ASCII));
            events.flush();
            emit(out, packed, chunked);
            assertTrue(received.tryAcquire(15, TimeUnit.SECONDS), "the client did not get event " + i);
        }
        events.close();
        emit(out, packed, chunked);
        if (chunked) {
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
    }

    private void emit(OutputStream out, ByteArrayOutputStream packed, boolean chunked) throws IOException {
        byte[] bytes = packed.toByteArray();
        packed.reset();
        if (bytes.length > 0) {
            sent.writeBytes(bytes);
            out.write(chunked ? Bytes.chunk(bytes) : bytes);
            out.flush();
        }
    }

    private static String event(int i) {
        return "event: delta\ndata: {\"index\":" + i + "}\n\n";
    }

    /** Keeps what is read. */
    private static final class Copied extends FilterInputStream {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Copied(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            if (value >= 0) {
                bytes.write(value);
            }
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            if (count > 0) {
                bytes.write(buffer, offset, count);
            }
            return count;
        }
    }
}
