package dev.gangway.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.testing.ContainerLimit;
import dev.gangway.testing.GatewayHost;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import dev.gangway.testing.TestGateway;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.util.Jetty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.TestAbortedException;

/** Verifies which paths are refused, so that nothing goes upstream, and that all others arrive raw. */
class PathTest {

    private static final String ROUTE = "/openai_passthrough";

    private static final String DOTS = """
            /../x /x/.. /.. /./x /. /x/. /x/../y /../anthropic_passthrough/x /%2e%2e/x /%2E%2E/x /.%2e/x /%2e./x
            /x/%2e%2e /%2e /x/%2E/y /..%2fx /%2e%2e%2fx /%2E%2e%2Fx /a%2f..%2fb /a%2F.. /%2f.. /a%2f%2e%2e
            /..;x/y /..;/y /.;x/y /%2e%2e;x/y /..%3bx/y /..%3B/y /%2e;/y""";

    private static final String OTHERS = """
            /a%5cb /a%5C..%5Cb /a\\b /..\\x \\x //x /x//y // /x// /%00 /a%00b /..%00/x /a%01b /a%0ab /a%0d%0aX:1
            /a%1f /a%7f /a%7F/b /% /a% /%zz /%2 /%2g /%g2 /a%2/b /%u002e%u002e/x /%-1 /%+1 /x?a=% /x?a=%zz /x?a=%2g /x?a=%g2
            /x?%2 /x?%&b=1 /x?a=1%2 /x?a=%u0041""";

    private static final List<String> UNPRINTABLE = List.of(
            "/\u0001",
            "/a\tb",
            "/x?a=\u0001",
            "/x?a=\u007f",
            "/a b",
            "/x?a b",
            "/% 20",
            "/\u00e9",
            "/x?a=\u00e9",
            "/x?a=\u00c3\u00a9",
            "/\u00ef\u00bc\u008e/x");

    /** Below a route. */
    static List<String> bad() {
        List<String> bad = new ArrayList<>(UNPRINTABLE);
        bad.addAll(List.of(DOTS.split("\\s+")));
        bad.addAll(List.of(OTHERS.split("\\s+")));
        return bad;
    }

    private static RawUpstream upstream;
    private static TestGateway usual;
    private static @Nullable TestGateway lax;
    private static @Nullable TestGateway below;

    @BeforeAll
    static void start() throws Exception {
        upstream = RawUpstream.answering("HTTP/1.1 200 OK\nContent-Length: 2", new byte[] {'o', 'k'});
        String yaml = TestGateway.fourRoutes(upstream.origin());
        usual = TestGateway.start(yaml);
        if (GatewayHost.FOUND == null) {
            startOthers(yaml);
        }
    }

    private static void startOthers(String yaml) throws Exception {
        below = TestGateway.start(yaml, "/llm", holder -> {});
        lax = TestGateway.start(yaml);
        lax.connector()
                .getConnectionFactory(HttpConnectionFactory.class)
                .getHttpConfiguration()
                .setUriCompliance(UriCompliance.UNSAFE);
    }

    @AfterAll
    static void stop() {
        gateways(usual, lax, below).forEach(TestGateway::close);
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

    /** Those of {@code all} that run: only an embedded server can be lax, or elsewhere than at the root. */
    private static List<TestGateway> gateways(@Nullable TestGateway... all) {
        return Stream.of(all).filter(Objects::nonNull).toList();
    }

    private static HttpMessage get(@Nullable TestGateway gateway, String target) throws Exception {
        if (gateway == null) {
            throw new TestAbortedException("needs an embedded server");
        }
        return RawClient.exchange(gateway.port(), "GET " + target + " HTTP/1.1\nHost: localhost", new byte[0]);
    }

    @ParameterizedTest
    @MethodSource("bad")
    void badPathsAreRefused(String path) throws Exception {
        assertEquals(400, get(usual, ROUTE + path).status());
    }

    @ParameterizedTest
    @MethodSource("bad")
    void badPathsAreRefusedBelowAContextPath(String path) throws Exception {
        assertEquals(400, get(below, "/llm" + ROUTE + path).status());
    }

    /** Jetty lets everything pass that it understands at all: the gateway does not lean on it. */
    @ParameterizedTest
    @MethodSource("bad")
    void badPathsAreRefusedByTheGatewayItself(String path) throws Exception {
        HttpMessage answer = get(lax, ROUTE + path);

        assertEquals(400, answer.status());
        String error = answer.header("gangway-error");
        assertTrue("bad-request".equals(error) || isBeyondJetty(path), path + ": " + error);
    }

    /** What Jetty cannot even parse, so that no servlet ever sees it. */
    private static boolean isBeyondJetty(String path) {
        boolean inPath = path.indexOf('?') < 0;
        return path.chars().anyMatch(c -> c <= ' ' || c == 0x7F)
                || (inPath && path.matches(".*(%$|%[^u0-9a-fA-F].*|%[0-9a-fA-F]([^0-9a-fA-F].*)?$)"))
                || (inPath && path.contains("%00"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/openai_passthroughX/v1",
                "/openai_passthrough;x/v1",
                "/openai_passthrough;/v1",
                "/openai_passthrough%2Fv1",
                "/openai_passthrough%3Fx",
                "/openai_passthrough.",
                "/openai_passthrough%20/v1",
                "/OPENAI_passthrough/v1",
                "/Openai_passthrough/v1",
                "/%6fpenai_passthrough/v1",
                "/openai%5fpassthrough/v1",
                "/openai_passthroug",
                "/x/openai_passthrough/v1",
                "/v1/models?/openai_passthrough",
                "/gangway",
                "/gangway/",
                "/gangway/openai_passthrough/v1",
                "/gangway/nothing",
                "/gangway/health/x",
            })
    void whatOnlyLooksLikeARouteIsNone(String path) throws Exception {
        for (TestGateway gateway : gateways(usual, lax)) {
            HttpMessage answer = get(gateway, path);
            assertEquals("no-route", answer.header("gangway-error"));
            assertEquals(404, answer.status());
        }
        for (TestGateway gateway : gateways(below)) {
            assertEquals(404, get(gateway, "/llm" + path).status());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/openai_passthrough/v1",
                "/%6clm/openai_passthrough/v1",
                "/LLM/openai_passthrough/v1",
                "/llm;x/openai_passthrough/v1",
                "/llmX/openai_passthrough/v1",
                "/llm/gangway",
                "/llm%2Fopenai_passthrough/v1",
            })
    void theContextPathIsLiteralToo(String path) throws Exception {
        assertEquals(404, get(below, path).status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/llm/../llm/openai_passthrough/v1",
                "/llm/%2e/openai_passthrough/v1",
                "//llm/openai_passthrough/v1"
            })
    void badPathsBeforeTheRouteAreRefused(String path) throws Exception {
        assertEquals(400, get(below, path).status());
    }

    static Stream<String> raw() {
        return Stream.of(
                "/v1/models",
                "/v1/models/org%2Fmodel%20name",
                "/v1/a%2fb%2F",
                "/v1/https%3A%2F%2Fexample.com",
                "/v1/a:b@c",
                "/v1/models;x=1/y;z",
                "/v1/a;jsessionid=1",
                "/v1/x!$&'()*+,;=~._-",
                "/v1/%C3%A9%E2%82%AC%F0%9F%9A%A2",
                "/v1/%e9",
                "/v1/...",
                "/v1/..a/.b/c..",
                "/v1/%2e%2ea",
                "/v1/a/",
                "/",
                "/v1/x?",
                "/v1/x?a",
                "/v1/x?a=",
                "/v1/x?a=b+c%20d",
                "/v1/x?q=|&r={}\"<>^`",
                "/v1/x?a[]=1&a[]=2&a%5B%5D=3",
                "/v1/x?b=2&a=1&b=2",
                "/v1/x?a=1&&b=2&",
                "/v1/x?a=..%2f..%2f&b=/../x//y",
                "/v1/x?a=%00%0d%0a%5c",
                "/v1/x?a=1?b=2",
                "/v1/x?redirect=http://evil.com/",
                "/" + "long/".repeat(4096));
    }

    @ParameterizedTest
    @MethodSource("raw")
    void everythingElseArrivesRaw(String target) throws Exception {
        for (TestGateway gateway : gateways(usual, lax)) {
            // Encoded bytes that are no UTF-8 are Jetty's to refuse.
            boolean refused = gateway == usual && target.equals("/v1/%e9");
            assertEquals(refused ? 400 : 200, get(gateway, ROUTE + target).status());
            if (!refused) {
                assertEquals("GET " + target + " HTTP/1.1", upstream.take().startLine());
            }
        }
        for (TestGateway gateway : target.equals("/v1/%e9") ? gateways() : gateways(below)) {
            assertEquals(200, get(gateway, "/llm" + ROUTE + target).status());
            assertEquals("GET " + target + " HTTP/1.1", upstream.take().startLine());
        }
    }

    @ParameterizedTest
    @CsvSource({"'', /", "'?', /?", "'?a=1', /?a=1"})
    void theRouteItself(String rest, String expected) throws Exception {
        assertEquals(200, get(usual, ROUTE + rest).status());
        assertEquals(expected, upstream.take().target());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CONNECT localhost:80",
                "CONNECT /openai_passthrough/v1",
                "OPTIONS *",
                "GET http://localhost",
                "GET http://localhost/",
                "GET http://user:secret@localhost/openai_passthrough/v1",
                "GET /openai_passthrough/v1#fragment",
                "GET openai_passthrough/v1",
                "GET ?x",
            })
    void otherFormsOfTargets(String requestLine) throws Exception {
        if (requestLine.startsWith("CONNECT")) {
            ContainerLimit.CONNECT.prevents();
        } else if (requestLine.startsWith("OPTIONS")) {
            ContainerLimit.OPTIONS_STAR.prevents();
        }
        HttpMessage answer = RawClient.exchange(
                usual.port(), requestLine + " HTTP/1.1\nHost: localhost" + port(requestLine), new byte[0]);

        if (answer.status() == 200 && mayBeCutOff(requestLine)) {
            HttpMessage arrived = upstream.take();
            assertEquals("GET /v1 HTTP/1.1", arrived.startLine());
            assertEquals("127.0.0.1:" + upstream.port(), arrived.header("host"));
        } else {
            assertTrue(List.of(400, 404, 405).contains(answer.status()), answer.startLine());
        }
    }

    /** Tomcat drops the authority, Jetty 12.0 the fragment: such a target leads where the path alone does. */
    private static boolean mayBeCutOff(String requestLine) {
        return requestLine.contains("user:secret") || (requestLine.contains("#") && Jetty.VERSION.startsWith("12.0."));
    }

    private static String port(String requestLine) {
        return requestLine.endsWith(":80") ? ":80" : "";
    }
}
