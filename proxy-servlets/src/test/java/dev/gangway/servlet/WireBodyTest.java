package dev.gangway.servlet;

import static dev.gangway.testing.ContainerLimit.spelled;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.gangway.testing.Bytes;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import dev.gangway.testing.TestGateway;
import dev.gangway.testing.WireClient;
import dev.gangway.testing.WireClient.Protocol;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.InputStreamRequestContent;
import org.eclipse.jetty.client.Request;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies of every size and kind are the same bytes, in the same framing, on both sides of the gateway. */
class WireBodyTest {

    private static final int MIB = 1024 * 1024;
    private static final int[] SIZES = {0, 1, 8191, 8192, 8193, 65535, 65536, 65537, MIB, 20 * MIB};

    private static RawUpstream upstream;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        upstream = RawUpstream.answering((request, socket, out) -> {
            boolean chunked = request.header("transfer-encoding") != null;
            String encoding = request.header("content-encoding");
            String type = request.header("content-type");
            RawUpstream.write(
                    out,
                    "HTTP/1.1 200 OK\n"
                            + (type == null ? "" : "Content-Type: " + type + "\n")
                            + (encoding == null ? "" : "Content-Encoding: " + encoding + "\n")
                            + (chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + request.body().length),
                    chunked ? Bytes.chunked(request.body(), 100_000) : request.body());
            return true;
        });
        gateway = TestGateway.start(TestGateway.fourRoutes(upstream.origin()));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        upstream.close();
    }

    static Stream<Arguments> sizes() {
        return IntStream.of(SIZES)
                .boxed()
                .flatMap(size -> Stream.of(
                        Arguments.of(Protocol.HTTP1, size, true),
                        Arguments.of(Protocol.HTTP1, size, false),
                        Arguments.of(Protocol.H2C, size, true),
                        Arguments.of(Protocol.H2C, size, false)));
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void passesEverySizeInItsOwnFraming(Protocol protocol, int size, boolean withLength) throws Exception {
        byte[] body = Bytes.random(size);
        try (WireClient client = new WireClient(protocol, gateway.port())) {
            Request request = client.request("POST", "/openai_passthrough/v1/files")
                    .body(
                            withLength
                                    ? new BytesRequestContent("application/octet-stream", body)
                                    : new InputStreamRequestContent(
                                            "application/octet-stream", new ByteArrayInputStream(body), 10_000));
            HttpMessage response = client.exchange(request);
            HttpMessage received = upstream.take();
            assertArrayEquals(body, received.body());
            assertArrayEquals(body, response.body());
            if (withLength) {
                assertEquals(List.of(String.valueOf(size)), received.headers("content-length"));
                assertEquals(List.of(String.valueOf(size)), response.headers("content-length"));
                assertNull(received.header("transfer-encoding"));
            } else if (size > 0) {
                assertNull(received.header("content-length"));
                assertNull(response.header("content-length"));
                assertEquals("chunked", received.header("transfer-encoding"));
            }
        }
    }

    static List<Arguments> kinds() {
        byte[] text = Bytes.utf8("{\"model\":\"gpt-4o\",\"input\":\"" + "héllo ".repeat(3000) + "\"}");
        byte[] notUtf8 = {'{', '"', (byte) 0xC3, (byte) 0x28, (byte) 0xFF, (byte) 0xFE, 0, '"', '}'};
        List<Object[]> bodies = new ArrayList<>();
        bodies.add(new Object[] {"gzip", text, "Content-Type: application/json\nContent-Encoding: gzip"});
        bodies.add(new Object[] {"not JSON", Bytes.utf8("{\"model\": nope,,"), "Content-Type: application/json"});
        bodies.add(new Object[] {"not UTF-8", notUtf8, "Content-Type: application/json; charset=utf-8"});
        bodies.add(
                new Object[] {"form", Bytes.utf8("a=1&b=%zz&a=2"), "Content-Type: application/x-www-form-urlencoded"});
        bodies.add(new Object[] {"multipart", multipart(), "Content-Type: multipart/form-data; boundary=\"x y\""});
        bodies.add(new Object[] {"nothing", new byte[0], "Content-Type: application/json"});
        bodies.add(new Object[] {"no type", Bytes.utf8("plain"), "X-Nothing: here"});
        List<Arguments> all = new ArrayList<>();
        for (Object[] kind : bodies) {
            byte[] body = kind[0].equals("gzip") ? Bytes.gzip((byte[]) kind[1]) : (byte[]) kind[1];
            for (String path : List.of("/openai_passthrough/v1/x", "/genai_passthrough/v1beta/models/m:generate")) {
                all.add(Arguments.of(kind[0], path, body, kind[2], false));
                all.add(Arguments.of(kind[0], path, body, kind[2], true));
            }
        }
        return all;
    }

    @ParameterizedTest(name = "{0} {1} chunked: {4}")
    @MethodSource("kinds")
    void passesEveryKind(String kind, String path, byte[] body, String header, boolean chunked) throws Exception {
        String framing = chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + body.length;
        HttpMessage response = RawClient.exchange(
                gateway.port(),
                "POST " + path + " HTTP/1.1\nHost: localhost\n" + header + "\n" + framing,
                chunked ? Bytes.chunked(body, 3) : body);
        HttpMessage received = upstream.take();
        assertArrayEquals(body, received.body());
        assertArrayEquals(body, response.body());
        String[] sent = header.split("\n")[0].split(": ");
        assertEquals(List.of(sent[1]), received.headers(sent[0]));
        assertEquals(received.headers("content-encoding"), response.headers("content-encoding"));
        assertEquals(spelled(received.header("content-type")), spelled(response.header("content-type")));
        if (body.length > 0) { // Of nothing, the length may be told instead.
            assertEquals(chunked ? "chunked" : null, received.header("transfer-encoding"));
            assertEquals(chunked ? "chunked" : null, response.header("transfer-encoding"));
            assertEquals(received.header("content-length"), response.header("content-length"));
        }
    }

    private static byte[] multipart() {
        byte[] head =
                Bytes.utf8("--x y\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\\\"ü.bin\"\r\n\r\n");
        byte[] tail = Bytes.utf8("\r\n--x y--\r\nepilogue");
        byte[] file = Bytes.random(70_000);
        byte[] whole = new byte[head.length + file.length + tail.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(file, 0, whole, head.length, file.length);
        System.arraycopy(tail, 0, whole, head.length + file.length, tail.length);
        return whole;
    }
}
