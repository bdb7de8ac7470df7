package dev.gangway.provider;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.testing.Bytes;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import dev.gangway.testing.TestGateway;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What providers decide, as it comes out of the sockets: targets below a base path, proofs, and refusals in their shape. */
class ProviderWireTest {

    private static final byte[] NOTHING = {};

    private static RawUpstream upstream;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        upstream = RawUpstream.answering("HTTP/1.1 200 OK\nContent-Length: 0", NOTHING);
        gateway = TestGateway.start("""
                access: { callers: anyone }
                routes:
                  - { path: /openai, provider: openai, target: "%1$s/base/", keys: [{ value: k }] }
                  - { path: /anthropic, provider: anthropic, target: "%1$s/base", keys: [{ value: k }] }
                  - path: /azure
                    provider: azure
                    keys: [{ value: k, endpoint: "%1$s/base", anthropic-endpoint: "%1$s/claude", api-version: v9 }]
                  - path: /genai
                    provider: genai
                    target: %1$s/base
                    keys: [{ value: k }]
                    vertex: { project: pr, location: l1, target: "%1$s/vertex", keys: [{ access-token: t }] }
                  - { path: /gemini, provider: genai, target: "%1$s", keys: [{ value: k }] }
                  - { path: /own, provider: anthropic, target: "%1$s", client-auth: forward }
                  - { path: /keyless-openai, provider: openai, target: "%1$s" }
                  - { path: /keyless-anthropic, provider: anthropic, target: "%1$s" }
                  - { path: /keyless-azure, provider: azure, keys: [{ value: k, endpoint: "${NO_SUCH_VARIABLE:-}" }] }
                  - { path: /keyless-genai, provider: genai, target: "%1$s" }
                """.formatted(upstream.origin()));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        upstream.close();
    }

    private static HttpMessage send(String startLine, String headers, byte[] body) throws IOException {
        String framing = body.length == 0 ? "" : "Content-Length: " + body.length + "\n";
        String head = startLine + " HTTP/1.1\nHost: localhost\n" + headers + framing + "Connection: close";
        return RawClient.exchange(gateway.port(), head, body);
    }

    private static HttpMessage passed(String startLine, String headers, byte[] body) throws Exception {
        HttpMessage answer = send(startLine, headers, body);
        assertEquals(200, answer.status(), answer::text);
        return upstream.take();
    }

    @ParameterizedTest
    @CsvSource({
        "/openai,                                            /base",
        "/openai/,                                           /base/",
        "/openai?x,                                          /base?x",
        "/openai/v1/models/org%2Fm%20n,                      /base/v1/models/org%2Fm%20n",
        "/anthropic/v1/files/a;b=c?beta=true&a[]=1&a%5B%5D=2, /base/v1/files/a;b=c?beta=true&a[]=1&a%5B%5D=2",
        "/azure/openai/deployments/my%2Fd/x?a=%2f&&api-version=2, /base/openai/deployments/my%2Fd/x?a=%2f&&api-version=v9",
        "/azure/openai/v1/x?api-version=preview,             /base/openai/v1/x?api-version=preview",
        "/azure/v1/messages?beta=true,                       /claude/anthropic/v1/messages?beta=true",
        "/azure/anthropic/v1/messages,                       /claude/anthropic/v1/messages",
        "/genai/v1beta/models/m:x?key=c&alt=sse,             /base/v1beta/models/m:x?alt=sse",
        "/genai/v1/projects/p/locations/l2/x:y?key=c,        /vertex/v1/projects/p/locations/l2/x:y",
        "/genai/v1beta1/publishers/google/x,                  /vertex/v1beta1/projects/pr/locations/l1/publishers/google/x",
        "/genai/v1beta1/publishers/google/models,            /vertex/v1beta1/publishers/google/models",
        "/genai/v1/projects%2Fp%2Flocations%2Fl2/x,          /base/v1/projects%2Fp%2Flocations%2Fl2/x"
    })
    void targetsGoBelowTheBasePath(String sent, String arrived) throws Exception {
        assertEquals(
                "GET " + arrived + " HTTP/1.1",
                passed("GET " + sent, "", NOTHING).startLine());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST /openai/v1/x              | authorization: Bearer k",
                "POST /anthropic/v1/messages    | anthropic-version: 2023-06-01, x-api-key: k",
                "GET /anthropic/v1/messages/batches | accept-encoding: identity, anthropic-version: 2023-06-01, x-api-key: k",
                "POST /azure/openai/v1/x        | api-key: k",
                "POST /azure/v1/messages        | anthropic-version: 2023-06-01, api-key: k, x-api-key: k",
                "POST /genai/v1beta/models/m:x  | x-goog-api-key: k",
                "POST /genai/v1beta/openai/x    | authorization: Bearer k",
                "POST /genai/v1beta1/x          | authorization: Bearer t",
                "POST /own/v1/messages          | anthropic-version: 2023-06-01, authorization: Bearer c, x-api-key: c"
            })
    void oneProofGoesUp(String startLine, String proof) throws Exception {
        String credentials = "authorization,x-api-key,api-key,x-goog-api-key,ocp-apim-subscription-key,cookie";
        String headers = "Authorization: Bearer c\n"
                + "X-Api-Key: c\nApi-Key: c\nX-Goog-Api-Key: c\nOcp-Apim-Subscription-Key: c\nCookie: c=c\n";
        HttpMessage request = passed(startLine, headers, NOTHING);
        List<String> interesting = List.of((credentials + ",anthropic-version,accept-encoding").split(",", -1));
        List<String> lines = request.headers().stream()
                .filter(h -> interesting.contains(h[0].toLowerCase(Locale.ROOT)))
                .map(h -> h[0].toLowerCase(Locale.ROOT) + ": " + h[1])
                .sorted()
                .toList();
        assertEquals(proof, String.join(", ", lines));
    }

    @ParameterizedTest
    @CsvSource({"/anthropic/v1/messages", "/azure/v1/messages", "/own/v1/messages"})
    void aVersionThatIsPassedOnWins(String path) throws Exception {
        HttpMessage request = passed("POST " + path, "X-Pass-Anthropic-Version: 2026-10-21\n", NOTHING);
        assertEquals(List.of("2026-10-21"), request.headers("anthropic-version"));
    }

    /** A batch is asked for in plain, whatever the client can read. */
    @Test
    void batchesAreAskedForUncompressed() throws Exception {
        String headers = "Accept-Encoding: gzip, br\nX-Pass-Accept-Encoding: zstd\n";
        HttpMessage request = passed("GET /anthropic/v1/messages/batches/b1", headers, NOTHING);
        assertEquals(List.of("identity"), request.headers("accept-encoding"));
        HttpMessage results =
                passed("GET /anthropic/v1/messages/batches/b1/results", "Accept-Encoding: gzip, br\n", NOTHING);
        assertEquals(List.of("gzip, br"), results.headers("accept-encoding"));
    }

    /** Without Vertex there is nothing to look for in a body. */
    @Test
    void aBodysModelMeansNothingWithoutVertex() throws Exception {
        byte[] body = Bytes.utf8("{\"model\":\"projects/p/locations/l2/publishers/google/models/m\"}");
        HttpMessage gemini = passed("POST /gemini/v1beta/models/m:x", "Content-Type: application/json\n", body);
        assertEquals("/v1beta/models/m:x", gemini.target());
        assertArrayEquals(body, gemini.body());
        HttpMessage vertex = passed("POST /genai/v1beta/models/m:x", "Content-Type: application/json\n", body);
        assertEquals("/vertex/v1beta1/projects/p/locations/l2/publishers/google/models/m:x", vertex.target());
        assertArrayEquals(body, vertex.body());
    }

    @Test
    void aJsonTypeWithoutABodyIsNoReasonToWait() throws Exception {
        HttpMessage request = passed("GET /genai/v1beta/models", "Content-Type: application/json\n", NOTHING);
        assertEquals("/base/v1beta/models", request.target());
        assertEquals("application/json", request.header("content-type"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.com%23",
                "us-central1.evil.com",
                "evil.com:443",
                "US-central1",
                "..",
                "a%2Fb",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void aBadLocationIsRefused(String location) throws Exception {
        HttpMessage answer = send("POST /genai/v1/projects/p/locations/" + location + "/x", "", NOTHING);
        assertEquals(400, answer.status());
        assertEquals("bad-request", answer.header("gangway-error"));
        assertEquals(List.of(), upstream.received());
    }

    /** By the container, whose compliance rules come first. */
    @ParameterizedTest
    @ValueSource(strings = {"", "%2e%2e", "a%5Cb", "evil.com#", "a%00", "a b"})
    void soIsOneThatTheContainerWillNotHave(String location) throws Exception {
        HttpMessage answer = send("POST /genai/v1/projects/p/locations/" + location + "/x", "", NOTHING);
        assertEquals(400, answer.status());
        assertEquals(List.of(), upstream.received());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST /keyless-openai/v1/x | 503 | no-credential | false | {\"error\":{\"message\": | routes[6].keys",
                "POST /keyless-anthropic/v1/messages | 503 | no-credential | false | {\"type\":\"error\",\"error\":{ | routes[7].keys",
                "POST /keyless-azure/openai/v1/x | 503 | no-credential | false | {\"error\":{\"message\": | (NO_SUCH_VARIABLE)",
                "POST /keyless-azure/v1/messages | 503 | no-credential | false | {\"type\":\"error\",\"error\":{ | (NO_SUCH_VARIABLE)",
                "POST /keyless-genai/v1/models/m:x | 503 | no-credential | false | {\"error\":{\"code\":503, | routes[9].keys",
                "POST /keyless-genai/v1beta1/x | 503 | no-credential | false | {\"error\":{\"code\":503, | routes[9].vertex.keys",
                "POST /keyless-genai/v1beta/openai/x | 503 | no-credential | false | {\"error\":{\"message\": | routes[9].keys",
                "POST /genai | 400 | bad-request | | {\"error\":{\"code\":400, | project and location",
                "POST /azure/chat/completions | 404 | no-route | false | {\"error\":{\"message\": | /openai/v1/"
            })
    void refusals(String startLine, int status, String code, String retry, String shape, String hint) throws Exception {
        HttpMessage answer = send(startLine, "", NOTHING);
        assertEquals(status, answer.status(), answer::text);
        assertEquals(code, answer.header("gangway-error"));
        assertEquals(retry, answer.header("x-should-retry"));
        assertEquals("application/json", answer.header("content-type"));
        assertTrue(answer.text().startsWith(shape), answer::text);
        assertTrue(answer.text().contains(hint), answer::text);
        assertNull(answer.header("retry-after"));
        assertEquals(List.of(), upstream.received());
    }
}
