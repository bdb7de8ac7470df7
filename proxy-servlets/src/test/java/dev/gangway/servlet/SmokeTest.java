package dev.gangway.servlet;

import static dev.gangway.testing.ContainerLimit.spelled;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import dev.gangway.testing.TestGateway;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The shortest way through: one request, one answer, one stream. */
class SmokeTest {

    @Test
    void passesARequestAndItsAnswer() throws Exception {
        byte[] answer = "{\"ok\": true}".getBytes(StandardCharsets.UTF_8);
        try (RawUpstream upstream = RawUpstream.answering(
                        "HTTP/1.1 200 OK\nContent-Type: application/json; charset=utf-8\nX-Request-Id: req-1\nContent-Length: 12",
                        answer);
                TestGateway gateway = TestGateway.start(TestGateway.fourRoutes(upstream.origin()))) {
            byte[] body = "{\"model\":\"gpt-4o\"}".getBytes(StandardCharsets.UTF_8);
            HttpMessage response = RawClient.exchange(gateway.port(), """
                    POST /openai_passthrough/v1/chat/completions?x=%2F|y HTTP/1.1
                    Host: localhost
                    Authorization: Bearer client-key
                    Content-Type: application/json
                    Content-Length: 18
                    Connection: close""", body);
            HttpMessage request = upstream.take();
            assertEquals("POST /v1/chat/completions?x=%2F|y HTTP/1.1", request.startLine());
            assertEquals("Bearer upstream-openai-key", request.header("authorization"));
            assertArrayEquals(body, request.body());
            assertEquals(200, response.status());
            assertArrayEquals(answer, response.body());
            assertEquals(spelled("application/json; charset=utf-8"), spelled(response.header("content-type")));
            assertNull(response.header("server"));
            assertTrue(response.names().contains("gangway-request-id"));
        }
    }

    @Test
    void passesAStreamEventByEvent() throws Exception {
        Semaphore seen = new Semaphore(0);
        try (RawUpstream upstream = RawUpstream.answering((request, socket, out) -> {
                    String head = "HTTP/1.1 200 OK\nContent-Type: text/event-stream\nTransfer-Encoding: chunked";
                    RawUpstream.write(out, head, new byte[0]);
                    for (int i = 0; i < 5; i++) {
                        out.write(("9\r\ndata: " + i + "\n\n\r\n").getBytes(StandardCharsets.US_ASCII));
                        out.flush();
                        // The next event is written only when the client has this one.
                        assertTrue(seen.tryAcquire(10, TimeUnit.SECONDS));
                    }
                    out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    return true;
                });
                TestGateway gateway = TestGateway.start(TestGateway.fourRoutes(upstream.origin()));
                RawClient client = new RawClient(gateway.port())) {
            client.send("GET /openai_passthrough/v1/x HTTP/1.1\nHost: localhost", new byte[0]);
            StringBuilder got = new StringBuilder();
            for (int event = 0; event < 5; event++) {
                while (!got.toString().endsWith("data: " + event + "\n\n")) {
                    got.append((char) client.in().read());
                }
                seen.release();
            }
        }
    }
}
