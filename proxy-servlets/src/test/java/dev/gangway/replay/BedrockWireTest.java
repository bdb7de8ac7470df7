package dev.gangway.replay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.testing.AwsStandIn;
import dev.gangway.testing.CapturedLog;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import dev.gangway.testing.TestGateway;
import dev.gangway.testing.WireClient;
import dev.gangway.testing.WireClient.Protocol;
import dev.gangway.usage.Frames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.jetty.client.BytesRequestContent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Verifies what arrives at Bedrock, which rejects any wrong signature: recorded requests of SDKs, and bodies of all kinds. */
class BedrockWireTest {

    private static final String CALL = "/signed/model/m%3A0/converse";

    private static AwsStandIn aws;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        aws = new AwsStandIn();
        String route = "  - { path: /%s, provider: bedrock, target: \"" + aws.origin()
                + "\", keys: [{ name: main, region: us-east-1, %s }] }\n";
        String keys = "aws: { access-key-id: %s, secret-access-key: %s%s }";
        String right = keys.formatted(AwsStandIn.ID, AwsStandIn.SECRET, "");
        gateway = TestGateway.start("access: { callers: anyone }\nroutes:\n"
                + route.formatted("signed", right)
                + route.formatted("bedrock_passthrough", right)
                + route.formatted(
                        "session",
                        keys.formatted(AwsStandIn.ID, AwsStandIn.SECRET, ", session-token: " + AwsStandIn.SESSION))
                + route.formatted("wrong", keys.formatted(AwsStandIn.ID, "another-secret", ""))
                + route.formatted("nowhere", "aws: { profile: there-is-no-such-profile }")
                + route.formatted("small", right).replace("provider", "max-request-body: 10KiB, provider")
                + route.formatted("key", "value: bedrock-key"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        aws.close();
    }

    @AfterEach
    void nothingElseArrived() {
        assertEquals(List.of(), aws.server().received());
    }

    static Stream<Capture> captures() {
        return Capture.all().stream().filter(c -> c.target().startsWith("/bedrock_passthrough/"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("captures")
    void everySdksRequestIsSignedAnew(Capture capture) throws Exception {
        passes(capture, "/bedrock_passthrough", "AWS4-HMAC-SHA256 Credential=" + AwsStandIn.ID + "/");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("captures")
    void everySdksRequestGoesWithAnApiKey(Capture capture) throws Exception {
        passes(capture, "/key", "Bearer bedrock-key");
    }

    private static void passes(Capture capture, String route, String proof) throws Exception {
        String head = capture.head().replace("/bedrock_passthrough/", route + "/");

        HttpMessage answer = RawClient.exchange(gateway.port(), head, capture.framedBody());

        HttpMessage arrived = aws.server().take();
        assertEquals(200, answer.status(), answer::text);
        assertEquals(capture.target().substring("/bedrock_passthrough".length()), arrived.target());
        assertArrayEquals(capture.body(), arrived.body());
        assertEquals(1, arrived.headers("authorization").size());
        assertTrue(String.valueOf(arrived.header("authorization")).startsWith(proof));
        assertFalse(arrived.names().stream().anyMatch(name -> name.startsWith("amz-sdk-")));
        assertNull(arrived.header("x-amz-security-token"));
        assertEquals(capture.header("content-type"), Objects.requireNonNullElse(arrived.header("content-type"), ""));
    }

    @Test
    void thereAreRequestsToReplay() {
        assertEquals(14, captures().count());
    }

    private static HttpMessage send(String path, String headers, byte[] body) throws IOException {
        return RawClient.exchange(
                gateway.port(), "POST " + path + " HTTP/1.1\nHost: localhost\nConnection: close\n" + headers, body);
    }

    @ParameterizedTest
    @CsvSource({"HTTP1, 0", "HTTP1, 1", "HTTP1, 100000", "HTTP1, 3000000", "H2C, 0", "H2C, 100000", "H2C, 3000000"})
    void bodiesOfAnySizeAreSigned(Protocol protocol, int size) throws Exception {
        byte[] body = new byte[size];
        new Random(size).nextBytes(body);
        try (WireClient client = new WireClient(protocol, gateway.port())) {
            WireClient.Stream stream =
                    client.stream(client.request("POST", CALL).body(new BytesRequestContent("application/json", body)));

            assertEquals(200, stream.head().status());
        }

        HttpMessage arrived = aws.server().take();
        assertArrayEquals(body, arrived.body());
        assertEquals("" + size, arrived.header("content-length"));
    }

    @Test
    void aBodyOfUnknownLengthGetsOne() throws Exception {
        HttpMessage answer = send(
                CALL,
                "Transfer-Encoding: chunked",
                "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

        HttpMessage arrived = aws.server().take();
        assertEquals(200, answer.status(), answer::text);
        assertEquals("abcde", arrived.text());
        assertEquals("5", arrived.header("content-length"));
        assertNull(arrived.header("transfer-encoding"));
    }

    @Test
    void aRequestWithoutBodyIsSignedToo() throws Exception {
        HttpMessage answer = RawClient.exchange(
                gateway.port(),
                "GET /signed/async-invoke?maxResults=5&a=b%20c HTTP/1.1\nHost: x\nConnection: close",
                new byte[0]);

        HttpMessage arrived = aws.server().take();
        assertEquals(200, answer.status(), answer::text);
        assertEquals("/async-invoke?maxResults=5&a=b%20c", arrived.target());
    }

    @Test
    void aTemporaryKeyBringsItsToken() throws Exception {
        HttpMessage answer = send(
                "/session/model/m/invoke",
                "X-Amz-Security-Token: clients\nX-Amz-Content-Sha256: clients\nContent-Length: 2",
                new byte[2]);

        assertEquals(200, answer.status(), answer::text);
        assertEquals(List.of(AwsStandIn.SESSION), aws.server().take().headers("x-amz-security-token"));
    }

    @Test
    void aWrongSignatureIsRejected() throws Exception {
        HttpMessage answer = send("/wrong/model/m/invoke", "Content-Length: 2", new byte[2]);

        assertEquals(403, answer.status());
        assertTrue(answer.text().contains("the signature does not match"), answer::text);
        aws.server().take();
    }

    @Test
    void noKeyIsSaidInAwssShape() throws Exception {
        HttpMessage answer = send("/nowhere/model/m/invoke", "Content-Length: 2", new byte[2]);

        assertEquals(503, answer.status());
        assertEquals("no-credential", answer.header("gangway-error"));
        assertTrue(
                answer.text()
                        .startsWith(
                                "{\"__type\":\"ServiceUnavailableException\",\"message\":\"No token could be had for"
                                        + " routes[4].keys[0].aws"),
                answer::text);
    }

    @Test
    void aLimitHoldsWhileABodyIsTakenIn() throws Exception {
        byte[] chunks = ("4000\r\n" + "x".repeat(0x4000) + "\r\n0\r\n\r\n").getBytes(StandardCharsets.US_ASCII);

        HttpMessage answer = send("/small/model/m/invoke", "Transfer-Encoding: chunked", chunks);

        assertEquals(413, answer.status());
    }

    @Test
    void aClientThatLeavesWhileItsBodyIsTakenInLeavesNothing() throws Exception {
        try (CapturedLog log = new CapturedLog()) {
            try (RawClient client = new RawClient(gateway.port())) {
                client.send("POST " + CALL + " HTTP/1.1\nHost: x\nContent-Length: 3000000", new byte[2_000_000]);
            }

            // Records of calls before it may still come.
            assertTrue(log.line("\"end\":\"client-aborted\"").contains(CALL), log::text);
        }
    }

    /** Each half of the answer is with the client before the upstream writes the other. */
    @ParameterizedTest
    @EnumSource(Protocol.class)
    void eventStreamsPassAsTheyCome(Protocol protocol) throws Exception {
        byte[] first = event("messageStart", "{\"role\":\"assistant\"}");
        byte[] last = event("metadata", "{\"usage\":{\"inputTokens\":7,\"outputTokens\":3,\"totalTokens\":10}}");
        Semaphore received = new Semaphore(0);
        try (CapturedLog log = new CapturedLog();
                AwsStandIn streaming = new AwsStandIn((request, socket, out) -> {
                    RawUpstream.write(
                            out,
                            "HTTP/1.1 200 OK\nContent-Type: application/vnd.amazon.eventstream\nContent-Length: "
                                    + (first.length + last.length),
                            first);
                    received.acquire();
                    out.write(last);
                    out.flush();
                    return true;
                });
                TestGateway other =
                        TestGateway.start("""
                        access: { callers: anyone }
                        routes:
                          - { path: /b, provider: bedrock, target: "%s", keys: [{ region: us-east-1, aws: { access-key-id: %s, secret-access-key: %s } }] }
                        """.formatted(streaming.origin(), AwsStandIn.ID, AwsStandIn.SECRET));
                WireClient client = new WireClient(protocol, other.port())) {
            WireClient.Stream stream =
                    client.stream(client.request("POST", "/b/model/us.amazon.nova-lite-v1%3A0/converse-stream")
                            .body(new BytesRequestContent("application/json", new byte[] {'{', '}'})));
            byte[] begun = new byte[first.length];
            // Not readNBytes(int): it ends with a read of nothing, for which Jetty's stream waits.
            stream.body().readNBytes(begun, 0, begun.length);
            assertArrayEquals(first, begun);
            received.release();
            assertArrayEquals(last, stream.body().readAllBytes());

            String record = log.line("\"operation\":\"bedrock.converse\"");
            assertTrue(record.contains("\"request_model\":\"us.amazon.nova-lite-v1:0\""), record);
            assertTrue(record.contains("\"input_tokens\":7"), record);
            assertTrue(record.contains("\"output_tokens\":3"), record);
            assertFalse(log.text().contains(AwsStandIn.SECRET));
        }
    }

    /** A Bearer key needs no hash: the upstream has the first half of a body before the client has sent the other. */
    @Test
    void withAnApiKeyBodiesStream() throws Exception {
        Semaphore begun = new Semaphore(0);
        try (RawUpstream upstream = RawUpstream.connecting(socket -> {
                    int bytes = 0;
                    byte[] buffer = new byte[65536];
                    StringBuilder text = new StringBuilder();
                    while (!text.toString().contains("first-half")) {
                        bytes = socket.getInputStream().read(buffer);
                        text.append(new String(buffer, 0, bytes, StandardCharsets.ISO_8859_1));
                    }
                    begun.release();
                    while (!text.toString().contains("other-half")) {
                        bytes = socket.getInputStream().read(buffer);
                        text.append(new String(buffer, 0, bytes, StandardCharsets.ISO_8859_1));
                    }
                    RawUpstream.write(socket.getOutputStream(), "HTTP/1.1 200 OK\nContent-Length: 0", new byte[0]);
                });
                TestGateway other = TestGateway.start("""
                        access: { callers: anyone }
                        routes: [{ path: /b, provider: bedrock, target: "%s", keys: [{ region: us-east-1, value: bedrock-key }] }]
                        """.formatted(upstream.origin()));
                RawClient client = new RawClient(other.port())) {
            client.send(
                    "POST /b/model/m/invoke HTTP/1.1\nHost: x\nContent-Length: 20",
                    "first-half".getBytes(StandardCharsets.US_ASCII));
            assertTrue(begun.tryAcquire(10, TimeUnit.SECONDS));
            client.send("other-half");
            assertEquals(200, client.receive(false).status());
        }
    }

    private static byte[] event(String type, String payload) {
        return Frames.frame(type, payload);
    }
}
