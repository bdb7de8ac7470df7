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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Verifies generic routes over sockets: what arrives upstream, byte for byte, and what never does. */
class GenericWireTest {

    private static final byte[] BODY = Bytes.utf8("{\"prompt\": \"a book\",  \"num_results\":2}\n");

    private static RawUpstream upstream;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        upstream = RawUpstream.answering("HTTP/1.1 200 OK\nContent-Length: 2", Bytes.utf8("ok"));
        gateway = TestGateway.start("""
                access: { callers: anyone }
                routes:
                  - path: /bria
                    target: %1$s
                    headers: { api_token: bria-key }
                  - path: /v1/rerank
                    target: %1$s/v1/rerank
                    headers: { Authorization: bearer cohere-key, content-type: application/json, accept: application/json }
                    forward-headers: true
                    include-subpath: false
                  - { path: /v1, target: "%1$s/other", methods: [GET, post] }
                  - { path: /slash, target: "%1$s/base/?own=1&both=target&own=2&sp=a%%20b" }
                  - { path: /defaults, target: "%1$s/base?own=1", query: { lang: en, own: config, "a b": "c&d" } }
                  - { path: /langfuse, target: "%1$s", headers: { LANGFUSE_PUBLIC_KEY: pk-1, langfuse_secret_key: sk-1 } }
                  - { path: /empty, target: "%1$s", headers: { x-token: "Token ${NOT_SET_ANYWHERE:-}" } }
                  - { path: /keyed, target: "%1$s", keys: [{ name: main, value: the-key }] }
                  - { path: /own, target: "%1$s", client-auth: forward }
                  - { path: /drop, target: "%1$s", forward-headers: true, drop-headers: [X-Internal, user-agent] }
                  - { path: /small, target: "%1$s", max-request-body: 3 }
                  - { path: /groq, provider: groq, target: "%1$s", keys: [{ value: groq-key }] }
                  - { path: /nokey, provider: groq, target: "%1$s" }
                  - { path: /ollama, provider: ollama, target: "%1$s" }
                  - { path: /few, target: "%1$s", allow: ["POST /v1/chat/completions", "* /v1/files/**", "GET /v1/models/*"] }
                  - { path: /openai, provider: openai, target: "%1$s", keys: [{ value: k }], headers: { openai-project: p }, query: { beta: "1" }, drop-headers: [x-internal], methods: [POST], allow: ["POST /v1/x"] }
                """.formatted(upstream.origin()));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        upstream.close();
    }

    @AfterEach
    void nothingElseArrived() throws Exception {
        List<HttpMessage> left = upstream.received();
        for (int i = 0; i < left.size(); i++) {
            upstream.take();
        }
        assertEquals(List.of(), left);
    }

    private static HttpMessage send(String head, byte[] body) throws Exception {
        int end = head.indexOf('\n');
        String line = end < 0 ? head : head.substring(0, end);
        String rest = end < 0 ? "" : head.substring(end);
        String length = body.length == 0 ? "" : "\nContent-Length: " + body.length;
        return RawClient.exchange(gateway.port(), line + " HTTP/1.1\nHost: localhost" + rest + length, body);
    }

    private static HttpMessage arrived(String head) throws Exception {
        assertEquals(200, send(head, new byte[0]).status());
        return upstream.take();
    }

    private static List<String> lines(HttpMessage message) {
        List<String> lines = new ArrayList<>();
        message.headers().forEach(header -> lines.add(header[0].toLowerCase(Locale.ROOT) + ": " + header[1]));
        lines.sort(null);
        return lines;
    }

    private static String host() {
        return "host: " + upstream.origin().substring("http://".length());
    }

    /** Without forward-headers only what describes the request passes. */
    @Test
    void plainHeadersPass() throws Exception {
        List<String> plain = List.of(
                "accept: a/b",
                "accept-encoding: br",
                "content-encoding: gzip",
                "content-type: x/y",
                "if-match: \"e\"",
                "if-none-match: *",
                "range: bytes=0-1",
                "user-agent: me");
        List<String> expected = new ArrayList<>(plain);
        expected.add("api_token: bria-key");
        expected.add(host());
        expected.sort(null);
        assertEquals(
                expected, lines(arrived("GET /bria/x\nX-Other: 1\nOrigin: http://o\n" + String.join("\n", plain))));
    }

    /** The seed's call to Bria: the gateway's key of the client does not get there, the operator's does. */
    @Test
    void bria() throws Exception {
        HttpMessage answer = send("""
                POST /bria/v1/text-to-image/base/2.3
                Content-Type: application/json
                Authorization: Bearer sk-1234
                api_token: the-client-thinks-so
                X-Custom: secret-project
                Cookie: session=1
                User-Agent: curl/8.5.0
                Accept: */*""".stripIndent(), BODY);

        assertEquals(200, answer.status());
        HttpMessage sent = upstream.take();
        assertEquals("POST /v1/text-to-image/base/2.3 HTTP/1.1", sent.startLine());
        assertEquals(
                List.of(
                        "accept: */*",
                        "api_token: bria-key",
                        "content-length: " + BODY.length,
                        "content-type: application/json",
                        host(),
                        "user-agent: curl/8.5.0"),
                lines(sent));
        assertArrayEquals(BODY, sent.body());
    }

    /** The seed's call to Cohere: configured headers replace the client's, the others pass. */
    @Test
    void cohereRerank() throws Exception {
        HttpMessage answer = send("""
                POST /v1/rerank
                accept: text/plain
                content-type: text/json
                X-Client-Name: my-app
                Authorization: Bearer sk-1234
                x-forwarded-for: 10.1.2.3
                gangway-tags: a""".stripIndent(), BODY);

        assertEquals(200, answer.status());
        HttpMessage sent = upstream.take();
        assertEquals("POST /v1/rerank HTTP/1.1", sent.startLine());
        assertEquals(
                List.of(
                        "accept: application/json",
                        "authorization: bearer cohere-key",
                        "content-length: " + BODY.length,
                        "content-type: application/json",
                        host(),
                        "x-client-name: my-app"),
                lines(sent));
        assertArrayEquals(BODY, sent.body());
    }

    @ParameterizedTest
    @CsvSource({
        "/bria, /",
        "/bria/, /",
        "/bria?a=%2F&key=k&X-Amz-Date=1&access_token=t&gangway-x=1, /?a=%2F&key=k&X-Amz-Date=1&access_token=t&gangway-x=1",
        "/bria/a%2Fb;c:d@e|f?, /a%2Fb;c:d@e|f?",
        "/v1/rerank?x, /v1/rerank?x",
        "/v1/rerank/more, /other/rerank/more",
        "/v1/rerank/, /other/rerank/",
        "/v1/models, /other/models",
        "/slash, /base/?own=1&both=target&own=2&sp=a%20b",
        "/slash/, /base/?own=1&both=target&own=2&sp=a%20b",
        "/slash/x, /base/x?own=1&both=target&own=2&sp=a%20b",
        "/slash?b=1&both=&b=2, /base/?b=1&both=&b=2&own=1&own=2&sp=a%20b",
        "/slash?%6Fwn, /base/?%6Fwn&both=target&sp=a%20b",
        "/defaults, /base?own=1&lang=en&a+b=c%26d",
        "/defaults/x?lang=de&lang=fr, /base/x?lang=de&lang=fr&own=1&a+b=c%26d",
        "/defaults?, /base?own=1&lang=en&a+b=c%26d",
        "/defaults?Lang=de&a%20b, /base?Lang=de&a%20b&own=1&lang=en",
        "/groq/openai/v1/models?key=k&a=1, /openai/v1/models?a=1",
    })
    void whereItGoes(String target, String expected) throws Exception {
        assertEquals("GET " + expected + " HTTP/1.1", arrived("GET " + target).startLine());
    }

    @Test
    void langfusesKeysAreBasicAuthentication() throws Exception {
        HttpMessage sent = arrived("GET /langfuse/api/public/traces\nAuthorization: Basic bWU6bWU=");

        assertEquals(List.of("authorization: Basic cGstMTpzay0x", host()), lines(sent));
    }

    @Test
    void aKeyIsABearerToken() throws Exception {
        assertEquals(
                List.of("authorization: Bearer the-key", host()),
                lines(arrived("GET /keyed/x\nx-api-key: c\nAuthorization: c")));
        assertEquals(
                List.of("authorization: Bearer groq-key", host(), "x-other: 1"),
                lines(arrived("GET /groq/x\nx-other: 1\nx-api-key: c\nAuthorization: c")));
        assertEquals(List.of(host()), lines(arrived("GET /ollama/api/tags\nAuthorization: Bearer c")));
    }

    @Test
    void theClientsCredentialPassesWhereItShould() throws Exception {
        HttpMessage sent = arrived("""
                GET /own/x?key=k
                Authorization: Bearer mine
                X-Api-Key: mine-too
                Cookie: never
                Proxy-Authorization: never
                X-Other: never""".stripIndent());

        assertEquals("GET /x?key=k HTTP/1.1", sent.startLine());
        assertEquals(List.of("authorization: Bearer mine", host(), "x-api-key: mine-too"), lines(sent));
    }

    @Test
    void dropsHeaders() throws Exception {
        HttpMessage sent = arrived("""
                GET /drop/x
                x-internal: 1
                X-INTERNAL: 2
                User-Agent: me
                x-pass-x-internal: 3
                x-other: 4""".stripIndent());

        assertEquals(List.of(host(), "x-other: 4"), lines(sent));
    }

    @Test
    void passesHeadersOnThatTheClientNames() throws Exception {
        HttpMessage sent = arrived("""
                GET /bria/x
                accept: a/b
                x-pass-accept: c/d
                X-Pass-X-Custom: 1
                x-pass-x-custom: 2
                x-pass-authorization: Bearer no
                x-pass-cookie: no
                x-pass-host: no
                x-pass-api_token: no
                x-pass-content-length: 5
                x-pass-x-forwarded-for: no
                x-pass-x-pass-x-y: no
                x-pass-: no
                connection: x-named
                x-pass-x-named: no""".stripIndent());

        assertEquals(List.of("accept: c/d", "api_token: bria-key", host(), "x-custom: 1", "x-custom: 2"), lines(sent));
    }

    @Test
    void aHeaderWithoutItsKeyIsAMissingCredential() throws Exception {
        HttpMessage answer = send("GET /empty/x", new byte[0]);

        assertEquals(503, answer.status());
        assertEquals("no-credential", answer.header("gangway-error"));
        assertTrue(text(answer).contains("routes[6].headers.x-token (NOT_SET_ANYWHERE)"), text(answer));
        assertEquals(503, send("GET /nokey/x", new byte[0]).status());
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE /v1/x, 405, method-not-allowed, 'GET, POST'",
        "HEAD /v1/x, 405, method-not-allowed, 'GET, POST'",
        "TRACE /bria/x, 405, method-not-allowed, 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS'",
        "GET /openai/v1/x, 405, method-not-allowed, POST",
        "POST /openai/v1/y, 403, forbidden,",
        "POST /openai, 403, forbidden,",
        "GET /few/v1/chat/completions, 403, forbidden,",
        "POST /few/v1/chat/completions/, 403, forbidden,",
        "POST /few/v1/chat/completions/x, 403, forbidden,",
        "POST /few/v1/chat, 403, forbidden,",
        "POST /few/v1/chat%2Fcompletions, 403, forbidden,",
        "POST /few/v1/%63hat/completions, 403, forbidden,",
        "POST /few/V1/chat/completions, 403, forbidden,",
        "GET /few/v1/models/, 403, forbidden,",
        "GET /few/v1/models/a/b, 403, forbidden,",
        "GET /few/v1/models/a%2fb, 403, forbidden,",
        "GET /few/v1/files, 403, forbidden,",
        "GET /few, 403, forbidden,",
        "POST /v1x, 404, no-route,",
    })
    void whatDoesNotPass(String line, int status, String error, String allow) throws Exception {
        if (line.startsWith("TRACE")) {
            ContainerLimit.TRACE.prevents();
        }
        HttpMessage answer = send(line, new byte[0]);

        assertEquals(status, answer.status());
        assertEquals(error, answer.header("gangway-error"));
        assertEquals("false", answer.header("x-should-retry"));
        assertEquals(allow, answer.header("allow"));
    }

    @ParameterizedTest
    @CsvSource({
        "POST /few/v1/chat/completions",
        "post /few/v1/chat/completions",
        "GET /few/v1/files/",
        "DELETE /few/v1/files/a/b%2Fc",
        "GET /few/v1/models/gpt;x=1",
        "POST /few/v1/chat/completions?a=b",
        "post /v1/x",
    })
    void whatPasses(String line) throws Exception {
        assertEquals(200, send(line, new byte[0]).status());
        upstream.take();
    }

    @Test
    void everyRouteHasTheseSettings() throws Exception {
        HttpMessage sent = arrived("POST /openai/v1/x?a=1\nOpenAI-Project: mine\nx-internal: 1\nx-other: 2");

        assertEquals("POST /v1/x?a=1&beta=1 HTTP/1.1", sent.startLine());
        assertEquals("p", sent.header("openai-project"));
        assertNull(sent.header("x-internal"));
        assertEquals("2", sent.header("x-other"));
        assertEquals("Bearer k", sent.header("authorization"));
    }

    @Test
    void limitsTheBody() throws Exception {
        assertEquals(413, send("POST /small/x", BODY).status());
        assertEquals(200, send("POST /small/x", Bytes.utf8("abc")).status());
        upstream.take();
    }

    private static String text(HttpMessage answer) {
        return new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8);
    }
}
