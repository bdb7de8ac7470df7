package dev.gangway.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.testing.ContainerLimit;
import dev.gangway.testing.FaultGateway;
import dev.gangway.testing.H2Client;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.EofException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A client that leaves takes its upstream call with it, at once and wherever the exchange is. */
@TestInstance(Lifecycle.PER_CLASS)
class AbortTest {

    private static final String STREAM = "HTTP/1.1 200 OK\nContent-Type: text/event-stream\nTransfer-Encoding: chunked";
    private static final byte[] EVENT = "9\r\ndata: 1\n\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int UPLOAD = 1_000_000;

    /** A call that arrived upstream. */
    private final Semaphore arrived = new Semaphore(0);
    /** For each call that ended, how many events were sent after the client had said that it leaves. */
    private final BlockingQueue<Integer> gone = new LinkedBlockingQueue<>();

    private volatile boolean leaving;
    private volatile int received;
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
        FaultGateway.await("closed upstream connections", () -> upstream.connections() == 0);
        upstream.close();
    }

    /** Does what the path says until the gateway closes the connection. */
    private void serve(Socket socket) throws Exception {
        InputStream in = socket.getInputStream();
        String head = head(in);
        leaving = false;
        received = 0;
        if (head.contains("/stream") || head.contains("/event")) {
            RawUpstream.write(socket.getOutputStream(), STREAM, EVENT);
        }
        arrived.release();
        socket.setSoTimeout(50);
        int late = 0;
        while (!isClosed(in)) {
            if (head.contains("/stream")) {
                late += leaving ? 1 : 0;
                socket.getOutputStream().write(EVENT);
            }
        }
        gone.add(late);
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int c = in.read();
            if (c < 0) {
                throw new EOFException("a connection that nobody used");
            }
            head.append((char) c);
        }
        return head.toString();
    }

    private boolean isClosed(InputStream in) {
        try {
            int count = in.read(new byte[64 * 1024]);
            received += Math.max(0, count);
            return count < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private void awaitArrival() throws InterruptedException {
        assertTrue(arrived.tryAcquire(10, TimeUnit.SECONDS), "nothing arrived upstream");
    }

    private int assertAborted() throws Exception {
        Integer late = gone.poll(5, TimeUnit.SECONDS);
        assertNotNull(late, "the upstream call goes on");
        JsonNode record = gateway.record();
        assertEquals("client-aborted", record.get("end").asString());
        assertNull(record.get("error"));
        return late;
    }

    /** A reset is known with the next write, a close only with the second: the first one is answered by a reset. */
    @ParameterizedTest
    @CsvSource({"true, 2", "false, 3"})
    void endsAStreamOverHttp1(boolean reset, int events) throws Exception {
        try (RawClient client = new RawClient(gateway.port())) {
            client.send("GET /openai/stream HTTP/1.1\nHost: localhost", new byte[0]);
            client.in().readNBytes(400);
            client.socket().setSoLinger(reset, 0);
            leaving = true;
        }
        int late = assertAborted();
        assertTrue(late <= events, late + " events sent to nobody");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void endsAStreamOverHttp2(boolean reset) throws Exception {
        try (H2Client client = new H2Client(gateway.port())) {
            H2Client.Call call = client.call("GET", "/openai/stream", true);
            FaultGateway.await("events", () -> call.body().length() > 30);
            leaving = true;
            if (reset) {
                call.reset();
                assertTrue(assertAborted() <= 2);
            }
        }
        if (!reset) {
            assertTrue(assertAborted() <= 2);
        }
    }

    /** The upstream says nothing, so only the client's leaving can end these. */
    @ParameterizedTest
    @CsvSource({
        "GET, /openai/silent, true",
        "GET, /openai/silent, false",
        "GET, /openai/event, true",
        "GET, /openai/event, false",
        "POST, /openai/silent, true",
        "POST, /anthropic/silent, false"
    })
    void endsASilentCallOverHttp2(String method, String path, boolean reset) throws Exception {
        try (H2Client client = new H2Client(gateway.port())) {
            H2Client.Call call = client.call(method, path, method.equals("GET"));
            if (method.equals("POST")) {
                call.data(new byte[UPLOAD], true).get(5, TimeUnit.SECONDS);
            }
            awaitArrival();
            if (method.equals("POST")) {
                FaultGateway.await("the whole upload", () -> received >= UPLOAD);
            }
            if (path.contains("event")) {
                FaultGateway.await("the event", () -> !call.body().isEmpty());
            }
            // No event tells when the container has come back from its call of the servlet.
            Thread.sleep(ContainerLimit.MISSED_LEAVE.applies() ? 200 : 0);
            if (reset) {
                call.reset();
                assertAborted();
            }
        }
        if (!reset) {
            assertAborted();
        }
    }

    /** Some leave while the request is being looked at, some while it is being sent, some before it is read. */
    @Test
    void endsCallsOfClientsThatLeaveAtOnce() throws Exception {
        int before = gateway.arrived();
        for (int i = 0; i < 5; i++) {
            try (H2Client client = new H2Client(gateway.port())) {
                for (int j = 0; j < 60; j++) {
                    H2Client.Call call = client.call("GET", "/openai/silent", true);
                    Thread.sleep(0, 50_000 * (j % 10));
                    call.reset();
                }
                FaultGateway.await("no call", () -> gateway.activeConnections() == 0 && gateway.queued() == 0);
            }
        }
        gateway.records(gateway.arrived() - before)
                .forEach(record ->
                        assertEquals("client-aborted", record.get("end").asString()));
        arrived.drainPermits();
        gone.clear();
    }

    /** Nothing tells the gateway of it afterwards, least of all where there is no body to read. */
    @ParameterizedTest
    @CsvSource({"silent, false", "empty, false", "silent, true", "empty, true"})
    void endsACallOfAClientThatLeftBeforeTheGatewayHadIt(String path, boolean beforeJetty) throws Exception {
        Semaphore held = new Semaphore(0);
        Semaphore released = new Semaphore(0);
        try (Closeable ignored = gateway.filter(request -> {
                    if (beforeJetty) {
                        // As Jetty does with what it has not begun to handle, and then handles it.
                        ServletContextRequest.getServletContextRequest(request)
                                .getServletChannel()
                                .getCallback()
                                .failed(new EofException("reset"));
                    }
                    held.release();
                    released.acquireUninterruptibly();
                });
                H2Client client = new H2Client(gateway.port())) {
            HttpFields fields = path.equals("empty") ? HttpFields.build().put("content-length", "0") : HttpFields.EMPTY;
            H2Client.Call call = client.call("POST", "/openai/" + path, fields, true);
            assertTrue(held.tryAcquire(5, TimeUnit.SECONDS));
            if (!beforeJetty) {
                call.reset();
                Thread.sleep(200);
            }
            released.release();
            JsonNode record = gateway.record();
            assertEquals("client-aborted", record.get("end").asString());
            FaultGateway.await("no call", () -> gateway.activeConnections() == 0 && gateway.queued() == 0);
        }
        arrived.drainPermits();
        gone.clear();
    }

    @Test
    void endsAnUploadOverHttp2() throws Exception {
        try (H2Client client = new H2Client(gateway.port())) {
            H2Client.Call call = client.call("POST", "/openai/upload", false);
            call.data(new byte[UPLOAD], false).get(5, TimeUnit.SECONDS);
            awaitArrival();
            call.reset();
            assertAborted();
        }
    }

    /** A body that ends before its length is no body, whether the client is still there or not. */
    @ParameterizedTest
    @CsvSource({"close", "reset", "half-close"})
    void endsAnUploadOverHttp1(String how) throws Exception {
        try (RawClient client = new RawClient(gateway.port())) {
            String head = "POST /openai/upload HTTP/1.1\nHost: localhost\nContent-Length: " + 2 * UPLOAD;
            client.send(head, new byte[UPLOAD]);
            awaitArrival();
            if (how.equals("half-close")) {
                client.socket().shutdownOutput();
                String answer = new String(client.in().readNBytes(13), StandardCharsets.US_ASCII);
                assertEquals(ContainerLimit.HALF_CLOSE.applies() ? "HTTP/1.1 400 " : "", answer);
                assertAborted();
            }
            client.socket().setSoLinger(how.equals("reset"), 0);
        }
        if (!how.equals("half-close")) {
            assertAborted();
        }
    }

    @Test
    void endsAChunkedUploadOverHttp1() throws Exception {
        try (RawClient client = new RawClient(gateway.port())) {
            client.send("POST /openai/upload HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
            client.send("5\r\nhello\r\n");
            awaitArrival();
        }
        assertAborted();
    }

    /** Nothing of the request has gone upstream when it leaves: there is nothing to abort, but a record to write. */
    @Test
    void endsAPeekOverHttp1() throws Exception {
        try (RawClient client = new RawClient(gateway.port())) {
            String head = "POST /vertex/v1beta/models/m:generateContent HTTP/1.1\nHost: localhost\nContent-Length: 99";
            client.send(
                    head + "\nContent-Type: application/json", "{\"contents\":".getBytes(StandardCharsets.US_ASCII));
            Thread.sleep(100);
        }
        JsonNode record = gateway.record();
        assertEquals("client-aborted", record.get("end").asString());
    }
}
