package dev.gangway.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.testing.FaultGateway;
import dev.gangway.testing.H2Client;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A server that stops lets running streams end, for as long as it may wait; then it cuts them, and is gone. */
class StopTest {

    private static final int HTTP1_STREAMS = 40;
    private static final int HTTP2_STREAMS = 10;
    private static final int STREAMS = HTTP1_STREAMS + HTTP2_STREAMS;
    private static final String STREAM = "HTTP/1.1 200 OK\nContent-Type: text/event-stream\nTransfer-Encoding: chunked";

    private final List<RawClient> clients = new ArrayList<>();
    private final List<H2Client.Call> calls = new ArrayList<>();
    private volatile boolean ending;
    private RawUpstream upstream;
    private FaultGateway gateway;
    private H2Client http2;

    @BeforeEach
    void start() throws Exception {
        upstream = RawUpstream.answering((request, socket, out) -> answer(out));
        gateway = FaultGateway.graceful(FaultGateway.routes(upstream.origin(), "timeouts: { idle: 60s }"));
        http2 = new H2Client(gateway.port());
        for (int i = 0; i < HTTP1_STREAMS; i++) {
            RawClient client = new RawClient(gateway.port());
            client.send("GET /openai/v1/x HTTP/1.1\nHost: localhost", new byte[0]);
            clients.add(client);
        }
        for (int i = 0; i < HTTP2_STREAMS; i++) {
            calls.add(http2.call("GET", "/openai/v1/x", true));
        }
        FaultGateway.await("all streams", () -> upstream.received().size() == STREAMS);
        for (H2Client.Call call : calls) {
            FaultGateway.await("the first event", () -> !call.body().isEmpty());
        }
    }

    private boolean answer(OutputStream out) throws Exception {
        RawUpstream.write(out, STREAM, new byte[0]);
        while (!ending) {
            out.write("9\r\ndata: 1\n\n\r\n".getBytes(StandardCharsets.US_ASCII));
            Thread.sleep(100);
        }
        out.write("9\r\ndata: 2\n\n\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return true;
    }

    @AfterEach
    void stop() throws Exception {
        ending = true;
        for (RawClient client : clients) {
            client.close();
        }
        http2.close();
        gateway.closeAfterRaces();
        upstream.close();
        // A thread that has been told to stop ends in its own time.
        FaultGateway.await(
                "no thread of the client",
                () -> Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .noneMatch(name -> name.contains("HttpClient") || name.contains("gangway-client")));
    }

    private CompletableFuture<Void> stopServer(long timeout) {
        gateway.server().setStopTimeout(timeout);
        return CompletableFuture.runAsync(() -> {
            try {
                gateway.server().stop();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void letsRunningStreamsEnd() throws Exception {
        int port = gateway.port();
        CompletableFuture<Void> stopped = stopServer(20_000);
        FaultGateway.await("refused connections", () -> !connects(port));
        assertFalse(stopped.isDone());
        ending = true;
        for (RawClient client : clients) {
            HttpMessage answer = client.receive(false);
            assertTrue(answer.complete());
            assertTrue(answer.text().endsWith("data: 2\n\n"), answer.text());
        }
        for (H2Client.Call call : calls) {
            assertEquals("end", call.end());
            assertTrue(call.body().endsWith("data: 2\n\n"), call.body());
        }
        stopped.get(10, TimeUnit.SECONDS);
        for (JsonNode record : gateway.records(STREAMS)) {
            assertEquals("complete", record.get("end").asString());
        }
    }

    private static boolean connects(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void cutsWhatDoesNotEndInTime() throws Exception {
        int port = gateway.port();
        long start = System.nanoTime();
        stopServer(1_000).handle((done, failure) -> done).get(15, TimeUnit.SECONDS);
        long millis = (System.nanoTime() - start) / 1_000_000;
        assertTrue(millis >= 950 && millis < 10_000, "stopped after " + millis);
        for (RawClient client : clients) {
            assertFalse(client.receive(false).complete());
        }
        for (H2Client.Call call : calls) {
            assertNotEquals("end", call.end());
        }
        assertEquals(STREAMS, gateway.records(STREAMS).size());
        FaultGateway.await("closed upstream connections", () -> upstream.connections() == 0);
        assertFalse(connects(port));
    }
}
