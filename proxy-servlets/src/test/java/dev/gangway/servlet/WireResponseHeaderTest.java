package dev.gangway.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.testing.Bytes;
import dev.gangway.testing.ContainerLimit;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Response headers reach the client with the values that were sent, in their order; what is not for it does not. */
class WireResponseHeaderTest {

    private static final String REQUEST = "GET /openai_passthrough/v1/x HTTP/1.1\nHost: h";
    private static final String LATIN =
            IntStream.rangeClosed(0x80, 0xFF).mapToObj(c -> "" + (char) c).collect(Collectors.joining());

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

    /** The upstream's answer from now on: {@code lines}, a length and two bytes. */
    private static void answer(List<String> lines) {
        String head = "HTTP/1.1 200 OK\n" + String.join("\n", lines) + "\nContent-Length: 2";
        upstream.answer((request, socket, out) -> {
            RawUpstream.write(out, head, Bytes.utf8("ok"));
            return true;
        });
    }

    private static HttpMessage received() throws Exception {
        return RawClient.exchange(gateway.port(), REQUEST + "\nConnection: close", new byte[0]);
    }

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(
                        "Report-To",
                        List.of("{\"group\":\"cf-nel\",\"max_age\":604800,\"endpoints\":[{\"url\":"
                                + "\"https:\\/\\/a.nel.cloudflare.com\\/report\\/v4?s=x%2F\"}]}")),
                Arguments.of("NEL", List.of("{\"success_fraction\":0,\"report_to\":\"cf-nel\",\"max_age\":604800}")),
                Arguments.of("ETag", List.of("W/\"quoted, and weak\"")),
                Arguments.of("Link", List.of("<https://a/b?c=d>; rel=\"next\"; title=\"a, b\"", "<//x>;rel=prev")),
                Arguments.of("WWW-Authenticate", List.of("Bearer realm=\"x\", error=\"y\"", "Basic realm=\"\"")),
                Arguments.of("X-Repeated", List.of("b", "a", "", "b")),
                Arguments.of("X-Empty", List.of("")),
                Arguments.of("X-Odd", List.of("a  b\tc ,d,, \"e, f\" ; g=\"\\\"\" '", "\"open")),
                Arguments.of("X-Latin", List.of(LATIN)),
                Arguments.of("X-Utf8", List.of("h\u00C3\u00A9llo \u00E2\u0082\u00AC")),
                Arguments.of("X-Long", List.of("v".repeat(20_000))),
                Arguments.of("Content-Type", List.of("Application/JSON; Charset=\"UTF-8\"")),
                Arguments.of("Content-Type", List.of("text/event-stream;charset=utf-8")),
                Arguments.of("Content-Type", List.of("application/json; charset=utf-8")),
                Arguments.of("Content-Type", List.of("text/html")),
                Arguments.of("Content-Type", List.of("nonsense")),
                Arguments.of("Content-Type", List.of("")),
                Arguments.of("Date", List.of("Tue, 01 Jan 2030 00:00:00 GMT")),
                Arguments.of("Server", List.of("cloudflare")),
                Arguments.of("Date", List.of("Tue, 15 Nov 1994 08:12:31 GMT")),
                Arguments.of("Vary", List.of("Accept-Encoding", "Origin, X-Y")),
                Arguments.of("Cache-Control", List.of("no-cache,  no-store", "private")),
                Arguments.of("Content-Language", List.of("de-DE, en-CA")),
                Arguments.of("Expires", List.of("-1")),
                Arguments.of("Last-Modified", List.of("yesterday")),
                Arguments.of("Retry-After", List.of("0.5")),
                Arguments.of("x-ratelimit-reset-tokens", List.of("6m0s")),
                Arguments.of("x-should-retry", List.of("true")),
                Arguments.of("request-id", List.of("req_011CQ")));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("values")
    void keepsValuesAndTheirOrder(String name, List<String> values) throws Exception {
        checkLimits(name);
        answer(values.stream().map(value -> name + ": " + value).toList());
        HttpMessage response = received();
        assertEquals(values, response.headers(name));
        Set<String> others = Set.copyOf(response.names());
        Set<String> expected = Stream.of(
                        "content-length", "date", "gangway-request-id", "connection", name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        assertEquals(expected, others);
        assertEquals("ok", response.text());
    }

    private static void checkLimits(String name) {
        if (name.equals("Content-Type")) {
            ContainerLimit.MEDIA_TYPE.prevents();
        } else if (name.equals("X-Long")) {
            ContainerLimit.LONG_HEAD.prevents();
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("values")
    void keepsThemOverHttp2(String name, List<String> values) throws Exception {
        checkLimits(name);
        if (name.equals("X-Long")) {
            ContainerLimit.LONG_HEADER.prevents();
        }
        answer(values.stream().map(value -> name + ": " + value).toList());
        try (WireClient client = new WireClient(Protocol.H2C, gateway.port())) {
            HttpMessage response = client.exchange(client.request("GET", "/openai_passthrough/v1/x"));
            assertEquals(values, response.headers(name));
            assertEquals("ok", response.text());
        }
    }

    @Test
    void doesNotSpellAValueAsItWasSpelledBefore() throws Exception {
        ContainerLimit.MEDIA_TYPE.prevents();
        List<String> spellings = List.of(
                "application/json",
                "Application/JSON",
                "application/json; charset=utf-8",
                "application/json;charset=UTF-8",
                "application/json;charset=utf-8",
                "text/event-stream",
                "Text/Event-Stream");
        try (RawClient client = new RawClient(gateway.port())) {
            for (String spelling : spellings) {
                answer(List.of("Content-Type: " + spelling, "X-Type: " + spelling, "Content-Encoding: " + spelling));
                client.send(REQUEST, new byte[0]);
                HttpMessage response = client.receive(false);
                for (String name : List.of("content-type", "x-type", "content-encoding")) {
                    assertEquals(List.of(spelling), response.headers(name));
                }
            }
        }
    }

    @Test
    void dropsWhatIsNotForTheClient() throws Exception {
        answer(List.of(
                "Alt-Svc: h3=\":443\"; ma=86400",
                "Set-Cookie: __cf_bm=x; path=/; HttpOnly",
                "Set-Cookie: b=2",
                "Set-Cookie2: c=3",
                "Strict-Transport-Security: max-age=1",
                "Gangway-Request-Id: theirs",
                "gangway-error: forged",
                "gangway-anything: x",
                "Connection: X-Theirs, keep-alive",
                "connection: x-other",
                "X-Theirs: 1",
                "x-other: 2",
                "Keep-Alive: timeout=5",
                "Proxy-Connection: keep-alive",
                "Proxy-Authenticate: Basic",
                "Proxy-Authorization: Basic",
                "TE: x",
                "Trailer: X-T",
                "Upgrade: h2",
                "X-Kept: 3"));
        HttpMessage response = received();
        assertEquals(List.of("connection", "content-length", "date", "gangway-request-id", "x-kept"), response.names());
        assertEquals(List.of("close"), response.headers("connection"));
        assertEquals(1, response.headers("gangway-request-id").size());
        assertTrue(String.valueOf(response.header("gangway-request-id")).matches("[0-9a-f-]{36}"));
    }

    @ParameterizedTest
    @EnumSource
    void passesAHundredLongHeaders(Protocol protocol) throws Exception {
        List<String> lines = new ArrayList<>();
        IntStream.range(0, 100).forEach(i -> lines.add("x-" + i + ": " + value(i)));
        answer(lines);
        try (WireClient client = new WireClient(protocol, gateway.port())) {
            HttpMessage response = client.exchange(client.request("GET", "/openai_passthrough/v1/x"));
            for (int i = 0; i < 100; i++) {
                assertEquals(List.of(value(i)), response.headers("x-" + i));
            }
        }
    }

    private static String value(int i) {
        return (i + "-").repeat(100).substring(0, 200);
    }
}
