package dev.gangway.provider.genai;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.peek.ModelPeek;
import dev.gangway.testing.Bytes;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import dev.gangway.testing.TestGateway;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Over real sockets, a look into the body finds the model where it is and never changes a byte of what goes on. */
class PeekWireTest {

    private static final String MODEL = "projects/p1/locations/europe-west4/publishers/google/models/gemini";
    private static final String VERTEX =
            "/v1beta1/projects/p1/locations/europe-west4/publishers/google/models/m:generateContent";
    private static final String GEMINI = "/v1beta/models/m:generateContent";

    private static RawUpstream upstream;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        upstream = RawUpstream.answering("HTTP/1.1 200 OK\nContent-Length: 0", new byte[0]);
        gateway = TestGateway.start(TestGateway.fourRoutes(upstream.origin()));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        upstream.close();
    }

    static Stream<Arguments> bodies() {
        String member = "\"model\":\"" + MODEL + "\"}";
        int room = ModelPeek.LIMIT - member.length();
        return Stream.of(
                body("model first", "{\"model\" : \"" + MODEL + "\", \"contents\": [1, 2]}", VERTEX),
                body("model last", "{\"contents\":{\"model\":1,\"x\":[{\"model\":\"y\"}]}," + member, VERTEX),
                body(
                        "model first in a long body",
                        "{\"model\":\"" + MODEL + "\",\"x\":\"" + "é".repeat(150_000) + "\"}",
                        VERTEX),
                body("model ends on the bound", filled(room) + member, VERTEX),
                body("model ends on the bound of a long body", filled(room) + member + " ".repeat(90_000), VERTEX),
                body("model ends beyond the bound", filled(room + 2) + member, GEMINI),
                body("model far beyond the bound", filled(200_000) + member, GEMINI),
                body("nested model only", "{\"x\":{\"model\":\"" + MODEL + "\"}}", GEMINI),
                body("model of Gemini", "{\"model\":\"models/gemini\"}", GEMINI),
                body("no model", "{\"contents\":[]}", GEMINI),
                body("no string", "{\"model\":7}", GEMINI),
                body("no object", "[{\"model\":\"" + MODEL + "\"}]", GEMINI),
                body("broken off", "{\"model\":\"" + MODEL, GEMINI),
                body("not JSON", "--boundary\r\n{\"model\":\"" + MODEL + "\"}", GEMINI),
                Arguments.of("invalid UTF-8", latin1("{\"x\":\"\u00ff\u00fe\"," + member), GEMINI),
                Arguments.of("binary", latin1("\u001f\u008b\u0000\u00ff" + member), GEMINI),
                body("nested too deep", "[".repeat(3_000), GEMINI),
                body("deep below a member", "{\"x\":" + "{\"x\":".repeat(2_000) + "1" + "}".repeat(2_001), GEMINI));
    }

    private static Arguments body(String name, String body, String target) {
        return Arguments.of(name, body.getBytes(StandardCharsets.UTF_8), target);
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The start of an object, {@code length} bytes long, after which another member may come. */
    private static String filled(int length) {
        return "{\"x\":\"" + "x".repeat(length - 8) + "\",";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void withLength(String name, byte[] body, String target) throws Exception {
        exchange(body, "application/json", body.length, body);
        HttpMessage request = arrived(target, body);
        assertEquals(String.valueOf(body.length), request.header("content-length"));
        assertNull(request.header("transfer-encoding"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void chunked(String name, byte[] body, String target) throws Exception {
        exchange(body, "application/json; charset=utf-8", -1, Bytes.chunked(body, 10_000));
        HttpMessage request = arrived(target, body);
        assertNull(request.header("content-length"));
        assertEquals("chunked", request.header("transfer-encoding"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void inOddSegments(long seed) throws Exception {
        byte[] body = ("{\"é\":\"" + "ü€😀".repeat(2_000) + "\",\"model\":\"" + MODEL + "\",\"y\":" + "[0".repeat(9)
                        + "]".repeat(9) + " ".repeat(70_000) + "}")
                .getBytes(StandardCharsets.UTF_8);
        Random random = new Random(seed);
        try (RawClient client = new RawClient(gateway.port())) {
            client.send(head("application/json", body.length), new byte[0]);
            for (int sent = 0; sent < body.length; ) {
                int count = Math.min(body.length - sent, 1 + random.nextInt(random.nextInt(4) == 0 ? 9_000 : 40));
                client.send(Arrays.copyOfRange(body, sent, sent + count));
                sent += count;
            }
            assertEquals(200, client.receive(false).status());
        }
        arrived(VERTEX, body);
    }

    @Test
    void byteByByte() throws Exception {
        byte[] body = ("{\"a\":[true,null,-1.5e3],\"model\":\"" + MODEL + "\"}").getBytes(StandardCharsets.UTF_8);
        try (RawClient client = new RawClient(gateway.port())) {
            client.send(head("application/json", -1), new byte[0]);
            for (byte b : body) {
                client.send(Bytes.chunk(new byte[] {b}));
            }
            client.send("0\r\n\r\n");
            assertEquals(200, client.receive(false).status());
        }
        arrived(VERTEX, body);
    }

    /** Once the model is known, what is known goes upstream; nobody waits for the rest of a slow body. */
    @Test
    void slowBody() throws Exception {
        String start = "{\"model\":\"" + MODEL + "\",";
        try (RawUpstream slow = RawUpstream.connecting(socket -> {
                    StringBuilder seen = new StringBuilder();
                    while (!seen.toString().endsWith(start)) {
                        seen.append((char) socket.getInputStream().read());
                    }
                    RawUpstream.write(socket.getOutputStream(), "HTTP/1.1 200 OK\nContent-Length: 2", latin1("ok"));
                    while (socket.getInputStream().read() >= 0) {
                        // The rest does not matter.
                    }
                });
                TestGateway own = TestGateway.start(TestGateway.fourRoutes(slow.origin()));
                RawClient client = new RawClient(own.port())) {
            client.send(head("application/json", 10_000), latin1(start));
            HttpMessage answer = client.receive(false);
            assertEquals("ok", answer.text());
        }
    }

    /** Half a model is not enough to choose a provider by. */
    @Test
    void nothingGoesUpstreamBeforeTheModelIsKnown() throws Exception {
        String body = "{\"model\":\"" + MODEL + "\"}";
        try (RawUpstream own = RawUpstream.answering("HTTP/1.1 200 OK\nContent-Length: 0", new byte[0]);
                TestGateway quiet = TestGateway.start(TestGateway.fourRoutes(own.origin()));
                RawClient client = new RawClient(quiet.port())) {
            client.send(head("application/json", body.length()), latin1(body.substring(0, 30)));
            RawClient.exchange(
                    quiet.port(), "GET /genai_passthrough/v1/other HTTP/1.1\nHost: x\nConnection: close", new byte[0]);
            assertEquals("/v1/other", own.take().target());
            assertEquals(0, own.received().size());
            client.send(body.substring(30));
            assertEquals(200, client.receive(false).status());
            assertEquals(VERTEX, own.take().target());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/octet-stream", "multipart/form-data; boundary=x"})
    void bodiesOfOtherTypesAreNotLookedAt(String type) throws Exception {
        byte[] body = latin1("{\"model\":\"" + MODEL + "\"}");
        exchange(body, type, body.length, body);
        arrived(GEMINI, body);
    }

    @Test
    void emptyChunkedBody() throws Exception {
        exchange(new byte[0], "application/json", -1, latin1("0\r\n\r\n"));
        arrived(GEMINI, new byte[0]);
    }

    @Test
    void byteOrderMark() throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
        body.writeBytes(latin1("{\"model\":\"" + MODEL + "\"}"));
        exchange(body.toByteArray(), "application/json", body.size(), body.toByteArray());
        arrived(VERTEX, body.toByteArray());
    }

    private static void exchange(byte[] body, String type, int length, byte[] onTheWire) throws IOException {
        HttpMessage answer = RawClient.exchange(gateway.port(), head(type, length), onTheWire);
        assertEquals(200, answer.status(), answer::text);
    }

    private static String head(String type, int length) {
        String framing = length < 0 ? "Transfer-Encoding: chunked" : "Content-Length: " + length;
        return "POST /genai_passthrough" + GEMINI + " HTTP/1.1\nHost: localhost\nContent-Type: " + type + "\n"
                + framing;
    }

    private static HttpMessage arrived(String target, byte[] body) throws InterruptedException {
        HttpMessage request = upstream.take();
        assertEquals(target, request.target());
        assertArrayEquals(body, request.body());
        assertTrue(request.complete());
        String credential = target.equals(VERTEX) ? request.header("authorization") : request.header("x-goog-api-key");
        assertEquals(target.equals(VERTEX) ? "Bearer upstream-vertex-token" : "upstream-gemini-key", credential);
        return request;
    }
}
