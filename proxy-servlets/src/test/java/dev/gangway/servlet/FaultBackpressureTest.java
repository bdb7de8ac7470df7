package dev.gangway.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.testing.FaultGateway;
import dev.gangway.testing.H2Client;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Who does not read is not read for: what comes from the other side waits there, and not in the gateway. */
@TestInstance(Lifecycle.PER_CLASS)
class FaultBackpressureTest {

    private static final int BLOCK = 64 * 1024;
    private static final long TOTAL = 2000L * BLOCK;

    /** The kernel's buffers of two connections, at their largest, and then some. */
    private static final long MOST_BUFFERED = 40_000_000;

    private final AtomicLong moved = new AtomicLong();
    private final Semaphore reading = new Semaphore(0);
    private RawUpstream upstream;
    private FaultGateway gateway;

    @BeforeAll
    void start() throws Exception {
        upstream = RawUpstream.connecting(this::serve);
        gateway = FaultGateway.start(FaultGateway.routes(upstream.origin(), "timeouts: { idle: 60s }"));
    }

    @AfterAll
    void stop() throws Exception {
        gateway.closeAfterRaces();
        upstream.close();
    }

    @BeforeEach
    void reset() {
        moved.set(0);
        reading.drainPermits();
    }

    private void serve(Socket socket) throws Exception {
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        OutputStream out = socket.getOutputStream();
        if (head.indexOf("GET") == 0) {
            RawUpstream.write(out, "HTTP/1.1 200 OK\nConnection: close\nContent-Length: " + TOTAL, new byte[0]);
            sendAll(out);
        } else {
            reading.acquire();
            readAll(in, head.indexOf("chunked") > 0);
            byte[] body = "ok".getBytes(StandardCharsets.US_ASCII);
            RawUpstream.write(out, "HTTP/1.1 200 OK\nConnection: close\nContent-Length: 2", body);
        }
    }

    private static void readAll(InputStream in, boolean chunked) throws IOException {
        byte[] block = new byte[BLOCK];
        String tail = "";
        for (long read = 0; read < TOTAL || (chunked && !tail.endsWith("\r\n0\r\n\r\n")); ) {
            int count = in.read(block);
            read += count;
            int shown = Math.min(count, 10);
            tail = (tail + new String(block, count - shown, shown, StandardCharsets.ISO_8859_1));
            tail = tail.substring(Math.max(0, tail.length() - 10));
        }
    }

    private void sendAll(OutputStream out) throws IOException {
        byte[] block = new byte[BLOCK];
        for (long sent = 0; sent < TOTAL; sent += BLOCK) {
            out.write(block);
            moved.addAndGet(BLOCK);
        }
    }

    /** Waits until nothing has moved for half a second. */
    private long settled() throws Exception {
        FaultGateway.await("the first bytes", () -> moved.get() > 0);
        long before = -1;
        while (before != moved.get()) {
            before = moved.get();
            Thread.sleep(500);
        }
        return before;
    }

    @Test
    void waitsForAClientOverHttp1() throws Exception {
        try (RawClient client = new RawClient(gateway.port())) {
            client.send("GET /openai/x HTTP/1.1\nHost: localhost", new byte[0]);
            long stuck = settled();
            assertTrue(stuck < MOST_BUFFERED, stuck + " bytes taken for a client that does not read");
            assertEquals(TOTAL, client.receive(false).body().length);
        }
        assertEquals("complete", gateway.record().get("end").asString());
    }

    @Test
    void waitsForAClientOverHttp2() throws Exception {
        try (H2Client client = new H2Client(gateway.port())) {
            H2Client.Call call = client.call("GET", "/openai/x", true, false);
            long stuck = settled();
            assertTrue(stuck < MOST_BUFFERED, stuck + " bytes taken for a client that does not read");
            assertEquals(200, call.head().getStatus());
            call.reset();
            assertEquals("client-aborted", gateway.record().get("end").asString());
        }
    }

    @Test
    void waitsForAnUpstreamOverHttp1() throws Exception {
        try (RawClient client = new RawClient(gateway.port())) {
            client.send("POST /openai/x HTTP/1.1\nHost: localhost\nContent-Length: " + TOTAL, new byte[0]);
            Thread sender = sending(client.socket().getOutputStream());
            long stuck = settled();
            assertTrue(stuck < MOST_BUFFERED, stuck + " bytes taken for an upstream that does not read");
            reading.release();
            assertEquals("ok", client.receive(false).text());
            sender.join();
        }
        assertEquals(TOTAL, gateway.record().get("bytes_in").asLong());
    }

    private Thread sending(OutputStream out) {
        Thread thread = new Thread(() -> {
            try {
                sendAll(out);
            } catch (IOException e) {
                // The test has seen enough.
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Test
    void waitsForAnUpstreamOverHttp2() throws Exception {
        try (H2Client client = new H2Client(gateway.port())) {
            H2Client.Call call = client.call("POST", "/openai/x", false);
            sendOn(call);
            long stuck = settled();
            assertTrue(stuck < MOST_BUFFERED, stuck + " bytes taken for an upstream that does not read");
            reading.release();
            assertEquals("end", call.end());
            assertEquals("ok", call.body());
            assertEquals(TOTAL, gateway.record().get("bytes_in").asLong());
        }
    }

    private void sendOn(H2Client.Call call) {
        boolean last = moved.get() + BLOCK == TOTAL;
        call.data(new byte[BLOCK], last).thenRun(() -> {
            moved.addAndGet(BLOCK);
            if (!last) {
                sendOn(call);
            }
        });
    }
}
