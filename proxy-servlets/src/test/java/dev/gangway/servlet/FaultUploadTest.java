package dev.gangway.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.testing.FaultGateway;
import dev.gangway.testing.H2Client;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A client whose body stalls or grows too long learns so; an upstream that has heard enough is heard. */
@TestInstance(Lifecycle.PER_CLASS)
class FaultUploadTest {

    private static final int LIMIT = 300_000;
    private static final String STALLED = "The request body did not arrive in time.";
    private static final String TOO_LARGE =
            "The request body is larger than this route's max-request-body (" + LIMIT + " bytes).";
    private static final String EARLY =
            "HTTP/1.1 413 Payload Too Large\nContent-Length: 8\nX-Request-Id: early\nConnection: close";

    /** An upstream connection that was closed by the gateway. */
    private final Semaphore closed = new Semaphore(0);

    private RawUpstream upstream;
    private FaultGateway gateway;

    @BeforeAll
    void start() throws Exception {
        upstream = RawUpstream.connecting(this::serve);
        String settings = "timeouts: { idle: 20s }, max-request-body: ";
        String routes = FaultGateway.routes(upstream.origin(), settings + LIMIT);
        gateway = FaultGateway.start(
                routes
                        + "  - { path: /early, provider: openai, target: \"%s\", keys: [{ value: k }] }"
                                .formatted(upstream.origin()),
                Duration.ofMillis(500));
    }

    @AfterAll
    void stop() throws Exception {
        gateway.closeQuiet();
        FaultGateway.await("closed upstream connections", () -> upstream.connections() == 0);
        upstream.close();
    }

    @BeforeEach
    void reset() {
        closed.drainPermits();
    }

    /** Answers early where it is asked to, after which it reads on, or does not; else reads until it is cut off. */
    private void serve(Socket socket) throws Exception {
        InputStream in = socket.getInputStream();
        byte[] head = in.readNBytes(1000);
        String start = new String(head, StandardCharsets.ISO_8859_1);
        if (start.contains("/v1/early")) {
            RawUpstream.write(socket.getOutputStream(), EARLY, "too much".getBytes(StandardCharsets.US_ASCII));
            if (start.contains("/v1/early-close")) {
                socket.shutdownOutput();
            }
        }
        try {
            while (in.read(head) >= 0) {
                // The body, until the gateway closes the connection.
            }
        } catch (IOException e) {
            // It did so with a reset.
        }
        closed.release();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 9000", "Transfer-Encoding: chunked"})
    void answersAStalledUploadOverHttp1(String length) throws Exception {
        try (RawClient client = new RawClient(gateway.port())) {
            client.send("POST /openai/v1/x HTTP/1.1\nHost: localhost\n" + length, new byte[0]);
            client.send(length.startsWith("C") ? "a".repeat(4000) : "fa0\r\n" + "a".repeat(4000) + "\r\n");
            assertStalled(client.receive(false));
            assertEquals(-1, client.in().read());
        }
        closed.acquire();
    }

    /** The gateway was still looking for the model: nothing has gone upstream yet. */
    @ParameterizedTest
    @ValueSource(strings = "/vertex/v1beta/models/m:generateContent")
    void answersAStalledPeek(String path) throws Exception {
        try (RawClient client = new RawClient(gateway.port())) {
            String head = "POST " + path + " HTTP/1.1\nHost: localhost\nContent-Type: application/json";
            client.send(head + "\nContent-Length: 99", "{\"contents\":".getBytes(StandardCharsets.US_ASCII));
            HttpMessage answer = client.receive(false);
            assertEquals(408, answer.status());
            assertEquals("client-timeout", answer.header("gangway-error"));
            assertRecord(answer.header("gangway-request-id"), "client-timeout", "client-aborted");
        }
    }

    private void assertStalled(HttpMessage answer) throws Exception {
        assertEquals(408, answer.status());
        assertEquals("client-timeout", answer.header("gangway-error"));
        assertEquals(openAi(STALLED, "invalid_request_error", "client-timeout"), answer.text());
        assertRecord(answer.header("gangway-request-id"), "client-timeout", "client-aborted");
    }

    private static String openAi(String message, String type, String code) {
        return "{\"error\":{\"message\":\"%s\",\"type\":\"%s\",\"param\":null,\"code\":\"%s\"}}"
                .formatted(message, type, code);
    }

    private void assertRecord(@Nullable String requestId, String error, String end) throws Exception {
        JsonNode record = gateway.record(requestId);
        assertEquals(error, record.get("error").asString());
        assertEquals(end, record.get("end").asString());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4000})
    void answersAStalledUploadOverHttp2(int sent) throws Exception {
        try (H2Client client = new H2Client(gateway.port())) {
            H2Client.Call call = client.call("POST", "/openai/v1/x", false);
            if (sent > 0) {
                call.data(new byte[sent], false).get();
            }
            HttpFields head = call.head().getHttpFields();
            assertEquals(408, call.head().getStatus());
            FaultGateway.await("the answer", () -> call.body().endsWith("}}"));
            assertEquals(openAi(STALLED, "invalid_request_error", "client-timeout"), call.body());
            assertRecord(head.get("gangway-request-id"), "client-timeout", "client-aborted");
        }
        if (sent > 0) {
            closed.acquire();
        }
    }

    @Test
    void refusesALengthBeforeItIsSent() throws Exception {
        int before = upstream.connections();
        try (RawClient client = new RawClient(gateway.port())) {
            String head = "POST /openai/v1/x HTTP/1.1\nHost: localhost\nContent-Length: " + (LIMIT + 1);
            client.send(head, new byte[0]);
            assertTooLarge(client.receive(false));
        }
        assertEquals(before, upstream.connections());
        assertEquals(0, closed.availablePermits());
    }

    private void assertTooLarge(HttpMessage answer) throws Exception {
        assertEquals(413, answer.status());
        assertEquals("too-large", answer.header("gangway-error"));
        assertEquals("false", answer.header("x-should-retry"));
        assertEquals(openAi(TOO_LARGE, "invalid_request_error", "too-large"), answer.text());
        assertRecord(answer.header("gangway-request-id"), "too-large", "rejected");
    }

    @ParameterizedTest
    @ValueSource(ints = {LIMIT + 1, 20 * LIMIT})
    void stopsAChunkedBodyOverHttp1(int length) throws Exception {
        try (RawClient client = new RawClient(gateway.port())) {
            client.send("POST /openai/v1/x HTTP/1.1\nHost: localhost\nTransfer-Encoding: chunked", new byte[0]);
            client.send(Integer.toHexString(length) + "\r\n");
            sendMeanwhile(client, new byte[length]);
            assertTooLarge(client.receive(false));
        }
        closed.acquire();
    }

    @Test
    void stopsABodyOverHttp2() throws Exception {
        try (H2Client client = new H2Client(gateway.port())) {
            H2Client.Call call = client.call("POST", "/openai/v1/x", false);
            call.data(new byte[LIMIT + 1], false);
            assertEquals(413, call.head().getStatus());
            FaultGateway.await("the answer", () -> call.body().endsWith("}}"));
            assertEquals(openAi(TOO_LARGE, "invalid_request_error", "too-large"), call.body());
            assertRecord(call.head().getHttpFields().get("gangway-request-id"), "too-large", "rejected");
        }
        closed.acquire();
    }

    /** A body of exactly the limit passes. */
    @Test
    void letsTheLimitPass() throws Exception {
        try (RawClient client = new RawClient(gateway.port())) {
            String head = "POST /openai/v1/early HTTP/1.1\nHost: localhost\nContent-Length: " + LIMIT;
            client.send(head, new byte[LIMIT]);
            assertEquals("early", client.receive(false).header("x-request-id"));
        }
        gateway.records(1);
    }

    /** The client goes on sending; it reads what the upstream has to say all the same. */
    @ParameterizedTest
    @ValueSource(strings = {"/early/v1/early", "/early/v1/early-close"})
    void passesAnEarlyAnswerOverHttp1(String path) throws Exception {
        for (int i = 0; i < 10; i++) {
            try (RawClient client = new RawClient(gateway.port())) {
                int length = 30_000_000;
                client.send("POST " + path + " HTTP/1.1\nHost: localhost\nContent-Length: " + length, new byte[1000]);
                sendMeanwhile(client, new byte[length - 1000]);
                assertEarly(client.receive(false));
            }
        }
        gateway.records(10)
                .forEach(record -> assertEquals("complete", record.get("end").asString()));
    }

    private static void assertEarly(HttpMessage answer) {
        assertEquals("413 too much", answer.status() + " " + answer.text());
        assertEquals("early", answer.header("x-request-id"));
        assertTrue(answer.complete());
    }

    private static void sendMeanwhile(RawClient client, byte[] bytes) {
        Thread thread = new Thread(() -> {
            try {
                for (int from = 0; from < bytes.length; from += 100_000) {
                    client.send(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + 100_000)));
                }
            } catch (IOException e) {
                // The gateway has heard enough.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/early/v1/early", "/early/v1/early-close"})
    void passesAnEarlyAnswerOverHttp2(String path) throws Exception {
        for (int i = 0; i < 5; i++) {
            // Jetty closes a connection on which too much goes on coming for streams that are over.
            try (H2Client client = new H2Client(gateway.port())) {
                H2Client.Call call = client.call("POST", path, false);
                call.data(new byte[30_000_000], true);
                assertEquals(413, call.head().getStatus());
                assertEquals("end", call.end());
                assertEquals("too much", call.body());
                assertEquals("complete", gateway.record().get("end").asString());
            }
        }
    }
}
