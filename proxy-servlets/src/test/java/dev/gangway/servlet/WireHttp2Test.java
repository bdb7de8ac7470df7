package dev.gangway.servlet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.testing.Bytes;
import dev.gangway.testing.H2Client;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawUpstream;
import dev.gangway.testing.TestGateway;
import dev.gangway.testing.WireClient;
import dev.gangway.testing.WireClient.Protocol;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32C;
import org.eclipse.jetty.client.BytesRequestContent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What HTTP/2 clients send in ways that HTTP/1.1 cannot arrives upstream as HTTP/1.1 means it. */
class WireHttp2Test {

    private static final int MIB = 1024 * 1024;

    private static RawUpstream upstream;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        upstream = RawUpstream.answering("HTTP/1.1 500 unset\nContent-Length: 0", new byte[0]);
        gateway = TestGateway.start(TestGateway.fourRoutes(upstream.origin()));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        upstream.close();
    }

    @BeforeEach
    void answer() {
        upstream.answer((request, socket, out) -> {
            RawUpstream.write(out, "HTTP/1.1 200 OK\nContent-Length: 2", Bytes.utf8("ok"));
            return true;
        });
    }

    /** One DATA frame that comes after the head, one that ends the stream; no Content-Length. */
    @ParameterizedTest
    @CsvSource({
        "POST, /openai_passthrough/v1/files",
        "PUT, /openai_passthrough/v1/files",
        "PATCH, /openai_passthrough/v1/files",
        "DELETE, /openai_passthrough/v1/files",
        "GET, /openai_passthrough/v1/files",
        "POST, /genai_passthrough/v1beta/models/m:generateContent",
        "POST, /anthropic_passthrough/v1/messages",
    })
    void passesABodyOfUnknownLength(String method, String path) throws Exception {
        byte[] body = Bytes.random(100_000);
        try (H2Client client = new H2Client(gateway.port())) {
            H2Client.Call call = client.call(method, path, false);
            call.data(Arrays.copyOf(body, 60_000), false).get();
            call.data(Arrays.copyOfRange(body, 60_000, body.length), true).get();
            assertEquals(200, call.head().getStatus());
        }
        HttpMessage received = upstream.take();
        assertEquals(method, received.method());
        assertArrayEquals(body, received.body());
        assertEquals("chunked", received.header("transfer-encoding"));
        assertNull(received.header("content-length"));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, true",
        "DELETE, true",
        "OPTIONS, true",
        "GET, false",
        "DELETE, false",
    })
    void makesNoBodyOfNone(String method, boolean inOneFrame) throws Exception {
        try (H2Client client = new H2Client(gateway.port())) {
            H2Client.Call call = client.call(method, "/openai_passthrough/v1/models/m", inOneFrame);
            if (!inOneFrame) {
                call.data(new byte[0], true);
            }
            assertEquals(200, call.head().getStatus());
        }
        HttpMessage received = upstream.take();
        assertEquals(method, received.method());
        assertEquals(List.of("authorization", "content-type", "host"), received.names());
    }

    @Test
    void keepsAKnownLength() throws Exception {
        byte[] body = Bytes.random(70_000);
        try (WireClient client = new WireClient(Protocol.H2C, gateway.port())) {
            client.exchange(
                    client.request("PUT", "/openai_passthrough/v1/x").body(new BytesRequestContent("image/png", body)));
        }
        HttpMessage received = upstream.take();
        assertEquals("70000", received.header("content-length"));
        assertNull(received.header("transfer-encoding"));
        assertArrayEquals(body, received.body());
    }

    /** The upload's DATA frames go on while the answer comes: both directions at once on one stream. */
    @Test
    void passesBothDirectionsAtOnce() throws Exception {
        try (RawUpstream echo = RawUpstream.connecting(socket -> {
                    HttpMessage.read(socket.getInputStream(), true);
                    RawUpstream.write(
                            socket.getOutputStream(), "HTTP/1.1 200 OK\nTransfer-Encoding: chunked", new byte[0]);
                    socket.getOutputStream().write(Bytes.chunk(Bytes.utf8("early")));
                    socket.getInputStream().readNBytes(10);
                    socket.getOutputStream().write(Bytes.chunked(Bytes.utf8("late"), 9));
                    // To close with bytes unread would reset the connection, and what was answered with it.
                    socket.getInputStream().transferTo(OutputStream.nullOutputStream());
                });
                TestGateway direct = TestGateway.start(TestGateway.fourRoutes(echo.origin()));
                H2Client client = new H2Client(direct.port())) {
            H2Client.Call call = client.call("POST", "/openai_passthrough/v1/x", false);
            call.data(Bytes.utf8("a"), false).get();
            assertEquals(200, call.head().getStatus());
            call.data(Bytes.utf8("the rest of it, and that is all"), true);
            assertEquals("end", call.end());
            assertEquals("earlylate", call.body());
        }
    }

    @Test
    void passesALongDownload() throws Exception {
        int mib = 64;
        byte[] block = Bytes.random(MIB);
        upstream.answer((request, socket, out) -> {
            RawUpstream.write(out, "HTTP/1.1 200 OK\nContent-Length: " + (long) mib * MIB, new byte[0]);
            for (int i = 0; i < mib; i++) {
                out.write(block);
            }
            out.flush();
            return true;
        });
        CRC32C sent = new CRC32C();
        for (int i = 0; i < mib; i++) {
            sent.update(block);
        }
        try (WireClient client = new WireClient(Protocol.H2C, gateway.port())) {
            WireClient.Stream stream = client.stream(client.request("GET", "/openai_passthrough/v1/files/f/content"));
            CRC32C received = new CRC32C();
            long size = 0;
            byte[] buffer = new byte[64 * 1024];
            InputStream in = stream.body();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                received.update(buffer, 0, n);
                size += n;
            }
            assertEquals((long) mib * MIB, size);
            assertEquals(sent.getValue(), received.getValue());
            assertEquals(String.valueOf((long) mib * MIB), stream.head().header("content-length"));
        }
        upstream.take();
    }

    /** The JDK's client offers an upgrade to h2c with its first request; that offer is between it and the container. */
    @ParameterizedTest
    @ValueSource(strings = {"", "{\"model\":\"m\"}"})
    void takesTheUpgradeThatTheJdkOffers(String body) throws Exception {
        URI uri = gateway.uri().resolve("/openai_passthrough/v1/responses");
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        if (!body.isEmpty()) {
            request.POST(HttpRequest.BodyPublishers.ofString(body));
        }
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertEquals(200, response.statusCode());
        assertEquals("ok", response.body());
        HttpMessage received = upstream.take();
        assertEquals(body, received.text());
        assertTrue(
                received.names().stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .noneMatch(List.of("upgrade", "http2-settings", "connection")::contains),
                String.valueOf(received.names()));
    }
}
