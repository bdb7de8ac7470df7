package dev.gangway.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.testing.FaultGateway;
import dev.gangway.testing.H2Client;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** More requests than connections: they wait for one, not for ever and not in any number, then learn to come again. */
class FaultOverloadTest {

    private static final String GET = "GET /openai/v1/x HTTP/1.1\nHost: localhost";
    private static final int QUEUE = 1024;
    private static final int STREAMS_PER_CONNECTION = 128;

    private final Semaphore answers = new Semaphore(0);
    private RawUpstream upstream;

    @SuppressWarnings("NullAway.Init") // Each test starts its own.
    private FaultGateway gateway;

    @BeforeEach
    void start() throws Exception {
        upstream = RawUpstream.answering((request, socket, out) -> {
            answers.acquire();
            RawUpstream.write(out, "HTTP/1.1 200 OK\nContent-Length: 2", "ok".getBytes());
            return true;
        });
    }

    @AfterEach
    void stop() throws Exception {
        gateway.closeQuiet();
        upstream.close();
    }

    private void start(String connect) throws Exception {
        String routes = FaultGateway.routes(upstream.origin(), "timeouts: { connect: " + connect + " }");
        gateway = FaultGateway.start(routes + "upstream: { max-connections: 1 }");
    }

    @Test
    void waitsAsLongAsConnectingMayTake() throws Exception {
        start("700ms");
        try (RawClient first = new RawClient(gateway.port());
                RawClient second = new RawClient(gateway.port())) {
            first.send(GET, new byte[0]);
            upstream.take();
            long start = System.nanoTime();
            second.send(GET, new byte[0]);
            HttpMessage refused = second.receive(false);
            long millis = (System.nanoTime() - start) / 1_000_000;
            assertTrue(millis >= 650, "refused after " + millis);
            assertOverloaded(refused);
            second.send(GET, new byte[0]);
            FaultGateway.await("a request that waits", () -> gateway.queued() == 1);
            answers.release(2);
            assertEquals("ok", first.receive(false).text());
            assertEquals("ok", second.receive(false).text());
        }
        gateway.records(2)
                .forEach(record -> assertEquals("complete", record.get("end").asString()));
    }

    private void assertOverloaded(HttpMessage refused) throws Exception {
        assertEquals(503, refused.status());
        assertEquals("overloaded", refused.header("gangway-error"));
        assertEquals("1", refused.header("retry-after"));
        assertNull(refused.header("x-should-retry"));
        assertEquals(
                "{\"error\":{\"message\":\"The upstream of route /openai has no free connection"
                        + " (upstream.max-connections). Try again.\","
                        + "\"type\":\"server_error\",\"param\":null,\"code\":\"overloaded\"}}",
                refused.text());
        JsonNode record = gateway.record(refused.header("gangway-request-id"));
        assertEquals("overloaded", record.get("error").asString());
        assertEquals("rejected", record.get("end").asString());
        assertEquals(503, record.get("status").asInt());
    }

    @Test
    void refusesWhatTheQueueCannotHold() throws Exception {
        start("60s");
        List<H2Client> clients = new ArrayList<>();
        List<H2Client.Call> calls = new ArrayList<>();
        try (RawClient first = new RawClient(gateway.port())) {
            first.send(GET, new byte[0]);
            upstream.take();
            while (calls.size() < QUEUE) {
                if (calls.size() % STREAMS_PER_CONNECTION == 0) {
                    clients.add(new H2Client(gateway.port()));
                }
                calls.add(clients.get(clients.size() - 1).call("GET", "/openai/v1/x", true));
            }
            FaultGateway.await("a full queue", () -> gateway.queued() == QUEUE);
            assertOverloaded(RawClient.exchange(gateway.port(), GET, new byte[0]));
            for (H2Client client : clients) {
                client.close();
            }
            FaultGateway.await("those who left leave the queue", () -> gateway.queued() == 0);
            answers.release();
            assertEquals("ok", first.receive(false).text());
        }
        long aborted = gateway.records(QUEUE + 1).stream()
                .filter(record -> record.get("end").asString().equals("client-aborted"))
                .count();
        assertEquals(QUEUE, aborted);
        assertEquals(1, upstream.connections());
    }
}
