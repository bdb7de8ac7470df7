package dev.gangway.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawH2;
import dev.gangway.testing.RawUpstream;
import dev.gangway.testing.Recorder;
import dev.gangway.testing.TestGateway;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Verifies that HTTP/2, where Host is {@code :authority} and a field may hold anything, opens no other way. */
class Http2AccessTest {

    private static final String PATH = "/openai_passthrough/v1/models";

    private static RawUpstream upstream;
    private static Recorder recorder;
    private static TestGateway local;
    private static TestGateway open;

    @BeforeAll
    static void start() throws Exception {
        upstream = RawUpstream.answering("HTTP/1.1 200 OK\nContent-Length: 2", new byte[] {'o', 'k'});
        recorder = new Recorder();
        local = TestGateway.start(TestGateway.fourRoutes(upstream.origin()).replace("anyone", "loopback"));
        open = TestGateway.start(TestGateway.fourRoutes(recorder.origin()));
    }

    @AfterAll
    static void stop() {
        local.close();
        open.close();
        upstream.close();
        recorder.close();
    }

    private static HttpMessage call(TestGateway gateway, String method, String path, String... more) throws Exception {
        List<String> fields = new ArrayList<>(List.of(":method", method, ":scheme", "http", ":path", path));
        fields.addAll(List.of(more));
        return RawH2.exchange(gateway.port(), fields.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "LOCALHOST:8080", "localhost.:80", "127.0.0.1:8080", "[::1]:8080", "127.8.8.8"})
    void aLoopbackAuthorityIsLetIn(String authority) throws Exception {
        assertEquals(200, call(local, "GET", PATH, ":authority", authority).status());
        assertEquals("/v1/models", upstream.take().target());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.com", "localhost.evil.com:80", "127.0.0.1.nip.io", "0.0.0.0:8080", "10.1.2.3", "[::]"})
    void anyOtherAuthorityIsKeptOut(String authority) throws Exception {
        HttpMessage answer = call(local, "GET", PATH, ":authority", authority);

        assertEquals(403, answer.status());
        assertEquals("forbidden", answer.header("gangway-error"));
        assertNothingArrived();
    }

    /** The server's name would be the address that was connected to, which is loopback: the client has said nothing. */
    @Test
    void noAuthorityAndNoHostIsKeptOut() throws Exception {
        HttpMessage answer = call(local, "GET", PATH);

        assertEquals(403, answer.status());
        assertEquals("forbidden", answer.header("gangway-error"));
        assertNothingArrived();
        assertEquals(403, call(local, "GET", PATH, "host", "evil.com").status());
        assertEquals(200, call(local, "GET", PATH, "host", "localhost:1").status());
        assertEquals("/v1/models", upstream.take().target());
    }

    /** A WebSocket over HTTP/2 (RFC 8441) is as unsupported as one over HTTP/1.1; a plain tunnel is no method of ours. */
    @Test
    void aWebSocketIsUnsupported() throws Exception {
        HttpMessage answer =
                call(local, "CONNECT", PATH, ":protocol", "websocket", ":authority", "localhost", "x-a", "b");

        assertEquals(501, answer.status());
        assertEquals("unsupported", answer.header("gangway-error"));
        assertEquals(
                403,
                call(local, "CONNECT", PATH, ":protocol", "websocket", ":authority", "h")
                        .status());
        assertNothingArrived();
    }

    /** Jetty refuses some of these before any servlet; none may pass. */
    @ParameterizedTest
    @CsvSource({
        "evil.com, host, localhost",
        "localhost, host, evil.com",
        "localhost, :authority, evil.com",
        "localhost, x-forwarded-for, 127.0.0.1",
        "localhost, x-forwarded-host, localhost",
        "localhost, forwarded, for=127.0.0.1",
        "localhost, via, 2.0 proxy",
        "localhost, origin, https://evil.com",
        "localhost, sec-fetch-site, cross-site",
    })
    void whatSpeaksOfElsewhereIsKeptOut(String authority, String name, String value) throws Exception {
        int status =
                call(local, "GET", PATH, ":authority", authority, name, value).status();

        assertTrue(status == 403 || status == 400, "status " + status);
        assertNothingArrived();
    }

    /** Upstream is HTTP/1.1, where a space or a line break in any of these would begin something else. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                ":method|GET /admin",
                ":method|GET /admin HTTP/1.1\r\nx: 1\r\n\r\nGET",
                ":method|GET\t/admin",
                ":method|G\u00e9T",
                ":method|trace",
                ":method|TRACE",
                ":path|" + PATH + "?a HTTP/1.1",
                ":path|" + PATH + "?a HTTP/1.1\r\nx-evil: 1\r\n",
                ":path|" + PATH + "?a\tb",
                ":path|" + PATH + "?a\u007f",
                ":path|" + PATH + "?\u00e9",
                ":path|" + PATH + " /x",
                ":path|" + PATH + "\u00e9",
                ":path|" + PATH + "/../x",
                ":path|" + PATH + "?a=%zz",
                ":path|openai_passthrough/v1",
                ":path|http://evil.com" + PATH,
                "x-a|b\r\nauthorization: Bearer LEAK",
                "x-a|b\nx-evil: 1",
                "x-a|b\rx-evil: 1",
                "x-a|b\u0000c",
                "x-a: b\r\nx-evil|1",
                "x-pass-:path|/x",
                "x-pass-a: b|c",
                "x-pass-authorization |LEAK",
                "x-pass-host\t|evil.com",
                "Authorization|LEAK",
            })
    void nothingSmuggledArrives(String field) throws Exception {
        String name = field.substring(0, field.indexOf('|'));
        String value = field.substring(name.length() + 1);
        List<String> fields = new ArrayList<>();
        fields.addAll(List.of(":method", name.equals(":method") ? value : "GET", ":scheme", "http"));
        fields.addAll(List.of(":path", name.equals(":path") ? value : PATH, ":authority", "localhost"));
        if (!name.equals(":method") && !name.equals(":path")) {
            fields.addAll(List.of(name, value));
        }

        HttpMessage answer = RawH2.exchange(local.port(), fields.toArray(String[]::new));

        assertTrue(List.of(0, 400, 404, 405).contains(answer.status()), answer.startLine());
        assertNothingArrived();
    }

    @Test
    void noCredentialArrives() throws Exception {
        List<String> fields = new ArrayList<>(List.of(":method", "GET", ":scheme", "http"));
        fields.addAll(List.of(":path", LeakyClient.target(PATH), ":authority", "localhost", "x-keep", "kept"));
        for (String line : LeakyClient.HEADERS) {
            int colon = line.indexOf(':');
            fields.addAll(List.of(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 2)));
        }
        String[] marked = fields.stream().map(LeakyClient::marked).toArray(String[]::new);

        assertEquals(200, RawH2.exchange(open.port(), marked).status());

        String bytes = recorder.take();
        assertFalse(bytes.contains(LeakyClient.LEAK), bytes);
        assertEquals(
                "GET /v1/models?first=1&monkey=2 HTTP/1.1\r\nx-keep: kept\r\nAuthorization: Bearer upstream-openai-key"
                        + "\r\nHost: " + recorder.origin().substring("http://".length()) + "\r\n\r\n",
                bytes);
    }

    private static void assertNothingArrived() throws Exception {
        // What came before it on its way upstream has arrived once a request after it has.
        assertEquals(
                200,
                call(local, "GET", PATH + "?after", ":authority", "localhost").status());
        assertEquals("/v1/models?after", upstream.take().target());
        assertEquals(List.of(), upstream.received());
    }
}
