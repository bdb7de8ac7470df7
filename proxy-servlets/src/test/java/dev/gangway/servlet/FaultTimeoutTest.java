package dev.gangway.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.testing.FaultGateway;
import dev.gangway.testing.H2Client;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Each timeout ends what it is there to end, in its time, and nothing else; the client's connector ends no answer. */
@TestInstance(Lifecycle.PER_CLASS)
class FaultTimeoutTest {

    private static final int DRIPS = 10;
    private static final Duration CONNECTOR_IDLE = Duration.ofMillis(400);

    private final List<Socket> fillers = new ArrayList<>();
    private RawUpstream upstream;
    private ServerSocket deaf;
    private FaultGateway gateway;

    @BeforeAll
    void start() throws Exception {
        upstream = RawUpstream.answering((request, socket, out) -> {
            if (request.target().contains("silent")) {
                socket.getInputStream().read();
            } else if (request.target().contains("thinking")) {
                // No multiple of the connector's timeout: Jetty fails an answer that comes in the same moment.
                Thread.sleep(1500);
                RawUpstream.write(
                        out, "HTTP/1.1 200 OK\nContent-Length: 4", "done".getBytes(StandardCharsets.US_ASCII));
            } else {
                drip(out);
            }
            return true;
        });
        deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        fillBacklog();
        gateway = FaultGateway.start("""
                access: { callers: anyone }
                routes:
                  - { path: /idle, provider: openai, target: "%1$s", keys: [{ value: k }], timeouts: { connect: 1s, idle: 600ms } }
                  - { path: /total, provider: genai, target: "%1$s", keys: [{ value: k }], timeouts: { connect: 1s, total: 700ms } }
                  - { path: /patient, provider: openai, target: "%1$s", keys: [{ value: k }], timeouts: { connect: 1s } }
                  - { path: /deaf, provider: anthropic, target: "http://127.0.0.1:%2$d", keys: [{ value: k }], timeouts: { connect: 1s } }
                """.formatted(upstream.origin(), deaf.getLocalPort()), CONNECTOR_IDLE);
    }

    @AfterAll
    void stop() throws Exception {
        gateway.closeQuiet();
        FaultGateway.await("closed upstream connections", () -> upstream.connections() == 0);
        upstream.close();
        for (Socket filler : fillers) {
            filler.close();
        }
        deaf.close();
    }

    /** Ten bytes, one every 100 ms: never silent for long, but long under way. */
    private static void drip(OutputStream out) throws Exception {
        RawUpstream.write(out, "HTTP/1.1 200 OK\nContent-Length: " + DRIPS, new byte[0]);
        for (int i = 0; i < DRIPS; i++) {
            Thread.sleep(100);
            out.write('.');
            out.flush();
        }
    }

    /** Connects until the kernel lets no more in: from then on, a connection is neither accepted nor refused. */
    private void fillBacklog() throws IOException {
        for (int i = 0; i < 64; i++) {
            Socket filler = new Socket();
            fillers.add(filler);
            try {
                filler.connect(new InetSocketAddress(deaf.getInetAddress(), deaf.getLocalPort()), 200);
            } catch (IOException e) {
                return;
            }
        }
        throw new AssertionError("the backlog does not fill");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/idle/v1/silent   | 600 | {\"error\":{\"message\":\"%s\",\"type\":\"server_error\",\"param\":null,\"code\":\"upstream-timeout\"}}",
                "/total/v1/silent  | 700 | {\"error\":{\"code\":504,\"message\":\"%s\",\"status\":\"DEADLINE_EXCEEDED\"}}",
                "/deaf/v1/messages | 1000 | {\"type\":\"error\",\"error\":{\"type\":\"timeout_error\",\"message\":\"%s\"}}"
            })
    void answers504(String path, long timeout, String body) throws Exception {
        long start = System.nanoTime();
        try (H2Client client = new H2Client(gateway.port())) {
            H2Client.Call call = client.call("GET", path, true);
            HttpMessage answer = RawClient.exchange(gateway.port(), get(path), new byte[0]);
            assertLasted(start, timeout);
            assertEquals(504, answer.status());
            assertEquals("upstream-timeout", answer.header("gangway-error"));
            assertNull(answer.header("x-should-retry"));
            String route = path.substring(0, path.indexOf('/', 1));
            String message = "The upstream of route " + route + " did not answer in time (timeouts).";
            assertEquals(body.formatted(message), answer.text());
            assertEquals(504, call.head().getStatus());
            assertEquals("end", call.end());
            assertEquals(answer.text(), call.body());
            assertTimedOut(answer.header("gangway-request-id"));
            assertTimedOut(call.head().getHttpFields().get("gangway-request-id"));
        }
    }

    private void assertTimedOut(@Nullable String requestId) throws Exception {
        JsonNode record = gateway.record(requestId);
        assertEquals("upstream-timeout", record.get("error").asString());
        assertEquals("upstream-failed", record.get("end").asString());
    }

    private static void assertLasted(long start, long timeout) {
        long millis = (System.nanoTime() - start) / 1_000_000;
        assertTrue(millis >= timeout - 50 && millis < timeout + 3000, "lasted " + millis);
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\nHost: localhost";
    }

    @ParameterizedTest
    @ValueSource(strings = {"/idle/v1/drip", "/patient/v1/drip", "/patient/v1/thinking"})
    void outlivesEverySilenceShorterThanItsOwn(String path) throws Exception {
        String expected = path.endsWith("drip") ? ".".repeat(DRIPS) : "done";
        try (H2Client client = new H2Client(gateway.port())) {
            H2Client.Call call = client.call("GET", path, true);
            assertEquals(
                    expected,
                    RawClient.exchange(gateway.port(), get(path), new byte[0]).text());
            assertEquals("end", call.end());
            assertEquals(expected, call.body());
            gateway.records(2)
                    .forEach(
                            record -> assertEquals("complete", record.get("end").asString()));
        }
    }

    /** Long after the connector's timeout, and long before the upstream's. */
    @Test
    void noticesAClientThatLeavesAfterALongSilence() throws Exception {
        try (H2Client client = new H2Client(gateway.port())) {
            H2Client.Call call = client.call("GET", "/patient/v1/silent", true);
            Thread.sleep(2 * CONNECTOR_IDLE.toMillis());
            call.reset();
            assertEquals("client-aborted", gateway.record().get("end").asString());
        }
    }

    @Test
    void cutsWhatLastsTooLong() throws Exception {
        String path = "/total/v1/drip";
        long start = System.nanoTime();
        HttpMessage cut = RawClient.exchange(gateway.port(), get(path), new byte[0]);
        assertLasted(start, 700);
        assertFalse(cut.complete());
        assertTrue(cut.text().matches("\\.{1,8}"), cut.text());
        try (H2Client client = new H2Client(gateway.port())) {
            H2Client.Call call = client.call("GET", path, true);
            assertEquals("reset", call.end());
            assertTrue(call.body().matches("\\.{1,8}"), call.body());
        }
        gateway.records(2)
                .forEach(record ->
                        assertEquals("upstream-failed", record.get("end").asString()));
    }
}
