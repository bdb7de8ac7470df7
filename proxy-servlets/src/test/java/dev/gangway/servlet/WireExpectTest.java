package dev.gangway.servlet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.testing.Bytes;
import dev.gangway.testing.ContainerLimit;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import dev.gangway.testing.TestGateway;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What passes before the request is whole: {@code 100 Continue}, other interim answers, and answers that come early. */
class WireExpectTest {

    private static final byte[] OK = Bytes.utf8("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");

    private static RawUpstream upstream;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        upstream = RawUpstream.answering("HTTP/1.1 200 OK\nContent-Length: 2", Bytes.utf8("ok"));
        gateway = TestGateway.start("""
                access: { callers: keys, keys: [{ name: alice, value: alice-key }] }
                routes:
                  - path: /open
                    provider: openai
                    target: %1$s
                    max-request-body: 1000
                    keys: [{ value: upstream-key }]
                  - path: /keyless
                    provider: openai
                    target: %1$s
                    keys: [{ value: "" }]
                  - path: /genai
                    provider: genai
                    target: %1$s
                    keys: [{ value: upstream-key }]
                    vertex: { project: p, location: us-central1, target: "%1$s", keys: [{ access-token: t }] }
                """.formatted(upstream.origin()));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        upstream.close();
    }

    private static String head(String method, String path, String key, int length) {
        return method + " " + path + " HTTP/1.1\nHost: localhost\nAuthorization: Bearer " + key
                + "\nContent-Type: application/json\nExpect: 100-continue\nContent-Length: " + length;
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /open/v1/../x, alice-key, 10, 400",
        "POST, /open/v1/x, wrong, 10, 401",
        "POST, /nowhere/v1/x, alice-key, 10, 404",
        "TRACE, /open/v1/x, alice-key, 10, 405",
        "POST, /open/v1/x, alice-key, 1001, 413",
        "POST, /keyless/v1/x, alice-key, 10, 503",
    })
    void refusesWithoutAskingForTheBody(String method, String path, String key, int length, int status)
            throws Exception {
        (method.equals("TRACE") ? ContainerLimit.TRACE : ContainerLimit.CONTINUE).prevents();
        try (RawClient client = new RawClient(gateway.port())) {
            client.send(head(method, path, key, length), new byte[0]);
            assertEquals(status, client.receive(false).status());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/open/v1/x", "/genai/v1beta/models/m:generateContent"})
    void asksForTheBodyItself(String path) throws Exception {
        byte[] body = Bytes.random(1000);
        try (RawClient client = new RawClient(gateway.port())) {
            client.send(head("POST", path, "alice-key", body.length), new byte[0]);
            assertEquals(100, client.receive(true).status());
            client.send(body);
            assertEquals(200, client.receive(false).status());
        }
        HttpMessage received = upstream.take();
        assertNull(received.header("expect"));
        assertArrayEquals(body, received.body());
    }

    @ParameterizedTest
    @CsvSource({"100 Continue", "102 Processing", "103 Early Hints", "104 Upload Resumption Supported"})
    void waitsForTheFinalAnswer(String interim) throws Exception {
        upstream.answer((request, socket, out) -> {
            out.write(Bytes.utf8("HTTP/1.1 " + interim + "\r\nLink: </x>\r\n\r\n"));
            out.flush();
            out.write(Bytes.utf8("HTTP/1.1 " + interim + "\r\nLink: </y>\r\n\r\n"));
            out.write(OK);
            out.flush();
            return true;
        });
        try (RawClient client = new RawClient(gateway.port())) {
            for (int i = 0; i < 2; i++) {
                client.send("GET /open/v1/x HTTP/1.1\nHost: localhost\nAuthorization: Bearer alice-key", new byte[0]);
                HttpMessage response = client.receive(false);
                assertEquals(200, response.status());
                assertNull(response.header("link"));
                assertEquals("ok", response.text());
                upstream.take();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void passesAnAnswerThatComesBeforeTheBodyEnds(boolean closes) throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        try (RawUpstream refusing = RawUpstream.connecting(socket -> refuse(socket, closes, gone));
                TestGateway direct = TestGateway.start(TestGateway.fourRoutes(refusing.origin()));
                RawClient client = new RawClient(direct.port())) {
            client.send(
                    "POST /openai_passthrough/v1/files HTTP/1.1\nHost: localhost\nContent-Length: 1000000000",
                    Bytes.random(100_000));
            Thread upload = new Thread(() -> uploadUntilCut(client), "upload");
            upload.setDaemon(true);
            upload.start();
            HttpMessage response = client.receive(false);
            assertEquals(413, response.status());
            assertEquals("{\"error\":\"too much\"}", response.text());
            assertNull(response.header("gangway-error"));
            assertTrue(gone.await(10, TimeUnit.SECONDS), "the upstream call goes on");
            upload.join(10_000);
            assertTrue(!upload.isAlive(), "the client may go on sending");
        }
    }

    /** Reads the head and a little more, answers, and reads on slowly, so that nothing is reset. */
    private static void refuse(Socket socket, boolean closes, CountDownLatch gone) throws IOException {
        HttpMessage.read(socket.getInputStream(), true);
        byte[] answer = Bytes.utf8("{\"error\":\"too much\"}");
        RawUpstream.write(
                socket.getOutputStream(),
                "HTTP/1.1 413 Too Large\nContent-Type: application/json\nContent-Length: " + answer.length
                        + (closes ? "\nConnection: close" : ""),
                answer);
        if (closes) {
            socket.shutdownOutput();
        }
        try {
            socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException e) {
            // Reset: gone as well.
        }
        gone.countDown();
    }

    private static void uploadUntilCut(RawClient client) {
        byte[] block = new byte[100_000];
        try {
            for (int i = 0; i < 9_999; i++) {
                client.send(block);
            }
        } catch (IOException e) {
            // What the test waits for.
        }
    }

    @Test
    void asksForNothingWhereNothingIsExpected() throws Exception {
        try (RawClient client = new RawClient(gateway.port())) {
            client.send(
                    "POST /open/v1/x HTTP/1.1\nHost: localhost\nAuthorization: Bearer alice-key\nContent-Length: 1",
                    new byte[0]);
            client.send("x");
            assertEquals(200, client.receive(false).status());
        }
        upstream.take();
    }
}
