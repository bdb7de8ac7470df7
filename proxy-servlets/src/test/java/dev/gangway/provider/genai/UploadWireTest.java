package dev.gangway.provider.genai;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.testing.Bytes;
import dev.gangway.testing.CapturedLog;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import dev.gangway.testing.TestGateway;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A whole resumable upload over sockets: its URL leads back to the gateway and is all the credential a chunk needs. */
class UploadWireTest {

    private static final String START = "/upload/v1beta/files";
    private static final String CHUNK = "/upload/v1beta/files?upload_id=U-1_x&upload_protocol=resumable";

    private static RawUpstream upstream;
    private static TestGateway gateway;
    private static TestGateway sibling;
    private static TestGateway stranger;
    private static TestGateway fenced;

    @BeforeAll
    static void start() throws Exception {
        upstream = RawUpstream.answering((request, socket, out) -> {
            boolean chunk = request.target().contains("upload_id=");
            String urls = "X-Goog-Upload-URL: %1$s%2$s\nX-Goog-Upload-Control-URL: %1$s%2$s\nX-Other-URL: %1$s%2$s"
                    .formatted(upstream.origin(), CHUNK);
            RawUpstream.write(
                    out,
                    "HTTP/1.1 200 OK\nContent-Length: 0\n" + (chunk ? "X-Goog-Upload-Status: final" : urls),
                    new byte[0]);
            return true;
        });
        gateway = TestGateway.start(yaml("shared", ""));
        sibling = TestGateway.start(yaml("shared", ""), "/ctx", holder -> {});
        stranger = TestGateway.start(yaml("other", ""));
        fenced = TestGateway.start(yaml("shared", "networks: [10.0.0.0/8]"));
    }

    private static String yaml(String secret, String networks) {
        return """
                signing-secret: %s
                access:
                  callers: keys
                  keys: [{ name: alice, value: alice-key }]
                  %s
                routes:
                  - path: /genai_passthrough
                    provider: genai
                    target: %s
                    keys: [{ name: main, value: upstream-gemini-key }]
                """.formatted(secret, networks, upstream.origin());
    }

    @AfterAll
    static void stop() {
        List.of(gateway, sibling, stranger, fenced).forEach(TestGateway::close);
        upstream.close();
    }

    private static HttpMessage send(TestGateway to, String method, String target, String headers, byte[] body)
            throws IOException {
        String head = "%s %s HTTP/1.1\nHost: 127.0.0.1:%d\n%sContent-Length: %d\nConnection: close"
                .formatted(method, target, to.port(), headers, body.length);
        return RawClient.exchange(to.port(), head, body);
    }

    /** Starts an upload; its URL's raw path and query. */
    private static String begin(TestGateway at, String context) throws Exception {
        String headers = "X-Goog-Api-Key: alice-key\nX-Goog-Upload-Command: start\n";
        HttpMessage answer = send(at, "POST", context + "/genai_passthrough" + START, headers, new byte[0]);
        assertEquals(START, upstream.take().target());
        String url = Objects.requireNonNull(answer.header("x-goog-upload-url"));
        String base = at.uri() + context + "/genai_passthrough" + CHUNK + "&gangway-upload=";
        assertTrue(url.startsWith(base), url);
        assertEquals(url, answer.header("x-goog-upload-control-url"));
        assertEquals(upstream.origin() + CHUNK, answer.header("x-other-url"));
        URI uri = URI.create(url);
        return uri.getRawPath() + "?" + uri.getRawQuery();
    }

    /** Sends a chunk as SDKs do, without any credential. */
    private static HttpMessage chunk(TestGateway to, String target, byte[] body) throws IOException {
        return send(to, "POST", target, "X-Goog-Upload-Command: upload, finalize\nX-Goog-Upload-Offset: 0\n", body);
    }

    private static void assertRefused(HttpMessage answer, int status, String code) {
        assertEquals(status, answer.status());
        assertEquals(code, answer.header("gangway-error"));
        assertTrue(answer.text().startsWith("{\"error\":{\"code\":" + status), answer::text);
        assertEquals(List.of(), upstream.received());
    }

    @Test
    void theWholeUpload() throws Exception {
        String url = begin(gateway, "");
        for (int size : new int[] {100_000, 300_000}) {
            byte[] body = Bytes.random(size);
            HttpMessage answer = chunk(gateway, url, body);
            assertEquals(200, answer.status());
            assertEquals("final", answer.header("x-goog-upload-status"));
            HttpMessage request = upstream.take();
            assertEquals(CHUNK, request.target());
            assertEquals("upstream-gemini-key", request.header("x-goog-api-key"));
            assertEquals("upload, finalize", request.header("x-goog-upload-command"));
            assertArrayEquals(body, request.body());
        }
    }

    @Test
    void theSignatureIsNeverLogged() throws Exception {
        try (CapturedLog log = new CapturedLog()) {
            String url = begin(gateway, "");
            chunk(gateway, url, new byte[0]);
            upstream.take();
            log.line("\"path\":\"/genai_passthrough/upload/v1beta/files\"");
            chunk(gateway, url.replace("U-1_x", "forged"), new byte[0]);
            log.line("\"error\":\"unauthorized\"");
            assertFalse(log.text().contains("gangway-upload"), log.text());
            assertFalse(log.text().contains(url.substring(url.lastIndexOf('.'))), log.text());
            assertFalse(log.text().contains("upload_id"), log.text());
        }
    }

    @Test
    void withoutASignatureAChunkNeedsAKey() throws Exception {
        assertRefused(chunk(gateway, "/genai_passthrough" + CHUNK, new byte[] {1}), 401, "unauthorized");
        String headers = "X-Goog-Api-Key: alice-key\n";
        assertEquals(
                200,
                send(gateway, "POST", "/genai_passthrough" + CHUNK, headers, new byte[] {1})
                        .status());
        assertEquals(CHUNK, upstream.take().target());
    }

    @ParameterizedTest
    @ValueSource(strings = {"signature", "upload", "second upload", "path", "route", "none", "garbage"})
    void aBrokenSignatureOpensNothing(String broken) throws Exception {
        String url = begin(gateway, "");
        String forged = switch (broken) {
            case "signature" -> url.substring(0, url.length() - 2) + (url.endsWith("AA") ? "BB" : "AA");
            case "upload" -> url.replace("U-1_x", "U-2_x");
            case "second upload" -> url.replace("?", "?upload_id=U-2_x&");
            case "path" -> url.replace("/v1beta/files", "/v1beta/fileSearchStores/s");
            case "route" -> url.replace("/upload/v1beta/files", "/v1beta/models/m:generateContent");
            case "none" -> url.replaceFirst("gangway-upload=.*", "gangway-upload=");
            default -> url.replaceFirst("gangway-upload=.*", "gangway-upload=%ff.%00");
        };
        assertRefused(chunk(gateway, forged, new byte[] {1}), 401, "unauthorized");
    }

    @Test
    void nodesThatShareASecretTakeEachOthersUrls() throws Exception {
        String url = begin(gateway, "");
        assertEquals(200, chunk(sibling, "/ctx" + url, new byte[] {1}).status());
        assertEquals(CHUNK, upstream.take().target());
        assertRefused(chunk(stranger, url, new byte[] {1}), 401, "unauthorized");
    }

    /** The Java SDK puts its base URL's path before an upload URL's path, which already has it. */
    @Test
    void aRepeatedPrefixIsCollapsed() throws Exception {
        assertEquals(
                200,
                chunk(gateway, "/genai_passthrough" + begin(gateway, ""), new byte[] {1})
                        .status());
        assertEquals(CHUNK, upstream.take().target());
        String below = begin(sibling, "/ctx");
        assertEquals(
                200,
                chunk(sibling, "/ctx/genai_passthrough" + below, new byte[] {1}).status());
        assertEquals(CHUNK, upstream.take().target());
    }

    /** A reverse proxy cuts the public URL's path off, once; the Java SDK has put it there twice. */
    @Test
    void aRepeatedPublicPrefixIsCollapsed() throws Exception {
        String yaml = "public-url: https://llm.example.com/base\n" + yaml("shared", "");
        try (TestGateway behind = TestGateway.start(yaml)) {
            String headers = "X-Goog-Api-Key: alice-key\nX-Goog-Upload-Command: start\n";
            HttpMessage answer = send(behind, "POST", "/genai_passthrough" + START, headers, new byte[0]);
            upstream.take();
            String url = Objects.requireNonNull(answer.header("x-goog-upload-url"));
            String published = "https://llm.example.com";
            assertTrue(url.startsWith(published + "/base/genai_passthrough" + CHUNK), url);
            String repeated = "/genai_passthrough" + url.substring(published.length());
            assertEquals(200, chunk(behind, repeated, new byte[] {1}).status());
            assertEquals(CHUNK, upstream.take().target());
        }
    }

    /** A signature takes the place of a key, not of the network rule. */
    @Test
    void peersFromElsewhereStayOut() throws Exception {
        assertRefused(chunk(fenced, begin(gateway, ""), new byte[] {1}), 403, "forbidden");
    }

    /** Neither a Host header nor an absolute target makes the gateway call another host. */
    @Test
    void noHostIsTakenFromTheRequest() throws Exception {
        String url = begin(gateway, "");
        String head = "POST http://evil.example%s HTTP/1.1\nHost: evil.example\nContent-Length: 0\nConnection: close";
        assertEquals(
                200,
                RawClient.exchange(gateway.port(), head.formatted(url), new byte[0])
                        .status());
        HttpMessage request = upstream.take();
        assertEquals(CHUNK, request.target());
        assertEquals("127.0.0.1:" + upstream.port(), request.header("host"));
    }

    /** Only the route's own upstream can have its URLs signed. */
    @Test
    void anotherHostsUrlIsLeftAlone() throws Exception {
        String foreign = "https://elsewhere.example" + CHUNK;
        String head = "HTTP/1.1 200 OK\nContent-Length: 0\nX-Goog-Upload-URL: " + foreign;
        try (RawUpstream other = RawUpstream.answering(head, new byte[0]);
                TestGateway own = TestGateway.start(yaml("shared", "").replace(upstream.origin(), other.origin()))) {
            HttpMessage answer =
                    send(own, "POST", "/genai_passthrough" + START, "gangway-key: alice-key\n", new byte[0]);
            assertEquals(foreign, answer.header("x-goog-upload-url"));
            assertNull(answer.header("x-goog-upload-control-url"));
        }
    }
}
