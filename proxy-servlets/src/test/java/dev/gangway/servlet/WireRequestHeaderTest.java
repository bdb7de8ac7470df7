package dev.gangway.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.testing.Bytes;
import dev.gangway.testing.CapturedLog;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import dev.gangway.testing.TestGateway;
import dev.gangway.testing.WireClient;
import dev.gangway.testing.WireClient.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Request headers reach the upstream with the values that were sent, in their order, and without company. */
class WireRequestHeaderTest {

    private static final String LATIN =
            IntStream.rangeClosed(0x80, 0xFF).mapToObj(c -> "" + (char) c).collect(Collectors.joining());

    private static RawUpstream upstream;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        upstream = RawUpstream.answering("HTTP/1.1 200 OK\nContent-Length: 2", Bytes.utf8("ok"));
        gateway = TestGateway.start(TestGateway.fourRoutes(upstream.origin()));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        upstream.close();
    }

    /** What arrives upstream of a GET with {@code lines}. */
    private static HttpMessage sent(String... lines) throws Exception {
        String head = "GET /openai_passthrough/v1/models HTTP/1.1\nHost: gateway.example\nConnection: close\n";
        assertEquals(
                200,
                RawClient.exchange(gateway.port(), head + String.join("\n", lines), new byte[0])
                        .status());
        return upstream.take();
    }

    @Test
    void inventsNothing() throws Exception {
        HttpMessage received = sent("X-One: 1");
        assertEquals(List.of("authorization", "host", "x-one"), received.names());
        assertEquals(List.of("127.0.0.1:" + upstream.port()), received.headers("host"));
        assertEquals(3, received.headers().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "GET", "DELETE", "HEAD", "OPTIONS"})
    void keepsTheLengthOfNothing(String method) throws Exception {
        RawClient.exchange(
                gateway.port(),
                method + " /openai_passthrough/v1/x HTTP/1.1\nHost: h\nContent-Length: 0\nConnection: close",
                new byte[0]);
        HttpMessage received = upstream.take();
        assertEquals(3, received.headers().size());
        assertEquals(List.of("authorization", "content-length", "host"), received.names());
        assertEquals("0", received.header("content-length"));
    }

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of("X-Empty", List.of("")),
                Arguments.of("X-Repeated", List.of("b", "a", "", "b")),
                Arguments.of("Accept", List.of("text/event-stream", "*/*;q=0.1", "application/json")),
                Arguments.of("X-Odd", List.of("a  b\tc ,d,, \"e, f\" ; g=\"\\\"\" '", "(comment) {\"json\": [1, 2]}")),
                Arguments.of("X-Latin", List.of(LATIN)),
                Arguments.of("X-Utf8", List.of("h\u00C3\u00A9llo \u00E2\u0082\u00AC")),
                Arguments.of("X-Long", List.of("v".repeat(20_000))),
                Arguments.of("Content-Type", List.of("Application/JSON; Charset=\"UTF-8\"")),
                Arguments.of("Accept-Encoding", List.of("gzip, deflate, br, zstd")),
                Arguments.of("User-Agent", List.of("OpenAI/Python 1.109.1")),
                Arguments.of("anthropic-beta", List.of("a-2024,b-2025", "c-2026")),
                Arguments.of("traceparent", List.of("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")),
                Arguments.of("Range", List.of("bytes=0-99")),
                Arguments.of("Date", List.of("today")),
                Arguments.of("Set-Cookie", List.of("odd in a request")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void keepsValuesAndTheirOrder(String name, List<String> values) throws Exception {
        HttpMessage received = sent(values.stream().map(v -> name + ": " + v).toArray(String[]::new));
        assertEquals(values, received.headers(name));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void keepsThemOverHttp2(String name, List<String> values) throws Exception {
        try (WireClient client = new WireClient(Protocol.H2C, gateway.port())) {
            client.exchange(client.request("GET", "/openai_passthrough/v1/models")
                    .headers(headers -> values.forEach(value -> headers.add(name, value))));
            HttpMessage received = upstream.take();
            assertEquals(values, received.headers(name));
            Set<String> invented = new TreeSet<>(received.names());
            invented.removeAll(Set.of("authorization", "host", name.toLowerCase(Locale.ROOT)));
            assertEquals(Set.of(), invented);
        }
    }

    @Test
    void doesNotSpellAValueAsItWasSpelledBefore() throws Exception {
        List<List<String>> spellings = List.of(
                List.of("Content-Type: application/json", "Accept: */*", "User-Agent: OpenAI/JS 6", "X-A: One"),
                List.of("Content-Type: Application/JSON", "accept: text/html", "user-agent: openai/js 6", "x-a: one"),
                List.of("content-type: APPLICATION/json", "ACCEPT: Text/HTML", "User-Agent: OPENAI/JS 6", "X-A: ONE"),
                List.of(
                        "Content-type: application/json;charset=utf-8",
                        "Cache-Control: No-Cache",
                        "Accept-Encoding: GZIP"),
                List.of(
                        "Content-Type: application/json;charset=UTF-8",
                        "Cache-Control: no-cache",
                        "Accept-Encoding: gzip"),
                List.of(
                        "Content-Type: application/json; charset=utf-8",
                        "cache-control: NO-CACHE",
                        "accept-encoding: Gzip"));
        try (RawClient client = new RawClient(gateway.port())) {
            for (int round = 0; round < 2; round++) {
                for (List<String> lines : spellings) {
                    client.send(
                            "GET /openai_passthrough/v1/x HTTP/1.1\nHost: h\n" + String.join("\n", lines), new byte[0]);
                    client.receive(false);
                    HttpMessage received = upstream.take();
                    for (String line : lines) {
                        String[] header = line.split(": ");
                        assertEquals(List.of(header[1]), received.headers(header[0]), line);
                    }
                }
            }
        }
    }

    @Test
    void takesNamesForTheSameInAnyCase() throws Exception {
        HttpMessage received = sent("X-Case: 1", "x-case: 2", "Accept: 1", "X-CASE: 3", "accept: 2");
        assertEquals(List.of("1", "2", "3"), received.headers("x-case"));
        assertEquals(List.of("1", "2"), received.headers("accept"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP1", "H2C"})
    void passesAHundredLongHeaders(Protocol protocol) throws Exception {
        try (WireClient client = new WireClient(protocol, gateway.port())) {
            HttpMessage response = client.exchange(client.request("GET", "/openai_passthrough/v1/models")
                    .headers(headers -> IntStream.range(0, 100).forEach(i -> headers.add("x-" + i, value(i)))));
            assertEquals(200, response.status());
            HttpMessage received = upstream.take();
            for (int i = 0; i < 100; i++) {
                assertEquals(List.of(value(i)), received.headers("X-" + i));
            }
        }
    }

    private static String value(int i) {
        return (i + "-").repeat(100).substring(0, 200);
    }

    @Test
    void removesWhatConcernsOneConnectionOrTheClientsNetwork() throws Exception {
        HttpMessage received = sent(
                "Connection: X-Mine , keep-alive",
                "Connection: x-other",
                "X-Mine: 1",
                "x-other: 2",
                "Keep-Alive: timeout=5",
                "Proxy-Connection: keep-alive",
                "Proxy-Authorization: Basic eA==",
                "Proxy-Authenticate: Basic",
                "TE: trailers",
                "Trailer: X-T",
                "HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA",
                "Expect: 100-continue",
                "Forwarded: for=10.0.0.1",
                "X-Forwarded-For: 10.0.0.1",
                "X-Forwarded-Anything: 1",
                "X-Real-IP: 10.0.0.1",
                "Via: 1.1 me",
                "Cookie: a=b",
                "gangway-key: k",
                "Gangway-Anything: v");
        assertEquals(List.of("authorization", "host"), received.names());
    }

    @Test
    void passesOnWhatXPassNames() throws Exception {
        HttpMessage received = sent(
                "OpenAI-Organization: client",
                "openai-organization: second",
                "X-Pass-OpenAI-Organization: passed",
                "x-pass-repeated: 1",
                "X-PASS-Repeated: 2",
                "x-pass-content-type: text/odd",
                "x-pass-user-agent: me");
        assertEquals(List.of("passed"), received.headers("openai-organization"));
        assertEquals(List.of("1", "2"), received.headers("repeated"));
        assertEquals(List.of("text/odd"), received.headers("content-type"));
        assertEquals(
                List.of("authorization", "content-type", "host", "openai-organization", "repeated", "user-agent"),
                received.names());
    }

    @Test
    void passesOnNothingThatIsRemovedOrFramesTheBody() throws Exception {
        HttpMessage received = sent(
                "x-pass-authorization: Bearer mine",
                "x-pass-content-length: 5",
                "x-pass-transfer-encoding: chunked",
                "x-pass-host: evil.example",
                "x-pass-connection: close",
                "x-pass-cookie: a=b",
                "x-pass-x-forwarded-for: 10.0.0.1",
                "x-pass-x-pass-deep: 1",
                "x-pass-gangway-key: k",
                "x-pass-expect: 100-continue",
                "x-pass-: nameless",
                "x-pass: just a name");
        assertEquals(List.of("authorization", "host", "x-pass"), received.names());
        assertEquals(List.of("Bearer upstream-openai-key"), received.headers("authorization"));
        assertEquals("127.0.0.1:" + upstream.port(), received.header("host"));
    }

    @Test
    void recordsTagsAndSendsThemNowhere() throws Exception {
        try (CapturedLog log = new CapturedLog()) {
            HttpMessage received =
                    sent("gangway-tags: team-a, prod ,", "Gangway-Tags: x", "x-litellm-tags: old", "x-mark: tagged");
            assertEquals(List.of("authorization", "host", "x-mark"), received.names());
            String line = log.line("\"tags\":");
            assertTrue(line.contains("\"tags\":[\"team-a\",\"prod\",\"x\",\"old\"]"), line);
            assertFalse(log.text().contains("tagged"));
        }
    }

    @Test
    void keepsOneRecordForEveryExchange() throws Exception {
        try (CapturedLog log = new CapturedLog()) {
            List<String> ids = new ArrayList<>();
            try (RawClient client = new RawClient(gateway.port())) {
                for (int i = 0; i < 50; i++) {
                    client.send("GET /openai_passthrough/v1/x HTTP/1.1\nHost: h", new byte[0]);
                    ids.add(client.receive(false).header("gangway-request-id"));
                    upstream.take();
                }
            }
            for (String id : ids) {
                log.line("\"request_id\":\"" + id + "\"");
            }
            for (String id : ids) {
                assertEquals(1, log.text().split(id, -1).length - 1, id);
            }
        }
    }
}
