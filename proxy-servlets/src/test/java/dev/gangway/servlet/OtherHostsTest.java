package dev.gangway.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.testing.GatewayHost;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawH2;
import dev.gangway.testing.RawUpstream;
import dev.gangway.testing.TestGateway;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Verifies that no request and no answer leads any route to a host that the configuration does not name. */
class OtherHostsTest {

    private static final List<String> ROUTES = List.of(
            "/openai_passthrough",
            "/anthropic_passthrough",
            "/azure_passthrough/openai",
            "/genai_passthrough",
            "/genai_passthrough/v1/projects/p/locations/us-central1",
            "/any",
            "/based",
            "/exact",
            "/groq");

    private static final List<TestGateway> GATEWAYS = new ArrayList<>();
    private static RawUpstream upstream;
    private static RawUpstream elsewhere;
    private static TestGateway usual;

    @BeforeAll
    static void start() throws Exception {
        upstream = RawUpstream.answering((request, socket, out) -> {
            boolean redirects = request.target().contains("redirect-");
            String status = redirects ? request.target().replaceAll(".*redirect-(\\d+).*", "$1") : "200";
            String head = "HTTP/1.1 " + status + " X\nContent-Length: 0\nLocation: " + elsewhere.origin()
                    + "/stolen\nContent-Location: " + elsewhere.origin() + "/\nRefresh: 0; url=" + elsewhere.origin()
                    + "\nAlt-Svc: http/1.1=\"127.0.0.1:" + elsewhere.port() + "\"";
            RawUpstream.write(out, head, new byte[0]);
            return true;
        });
        elsewhere = RawUpstream.answering("HTTP/1.1 200 OK\nContent-Length: 0", new byte[0]);
        String yaml = TestGateway.fourRoutes(upstream.origin()) + """
                  - { path: /any, target: "%1$s", forward-headers: true }
                  - { path: /based, target: "%1$s/base/?q=1" }
                  - { path: /exact, target: "%1$s/one", include-subpath: false, forward-headers: true }
                  - { path: /groq, provider: groq, target: "%1$s", keys: [{ value: k }] }
                """.formatted(upstream.origin());
        usual = TestGateway.start(yaml);
        GATEWAYS.add(usual);
        if (GatewayHost.FOUND == null) {
            GATEWAYS.add(lax(yaml));
        }
    }

    /** One whose connector refuses nothing. */
    private static TestGateway lax(String yaml) throws Exception {
        TestGateway lax = TestGateway.start(yaml);
        lax.connector()
                .getConnectionFactory(HttpConnectionFactory.class)
                .getHttpConfiguration()
                .setUriCompliance(UriCompliance.UNSAFE);
        return lax;
    }

    @AfterAll
    static void stop() {
        GATEWAYS.forEach(TestGateway::close);
        upstream.close();
        elsewhere.close();
    }

    /** Request heads in which {@code {r}} is a route, {@code {h}} the gateway, and {@code {e}} the host to be reached. */
    static Stream<String> heads() {
        return Stream.of(
                "GET http://{e}{r}/x HTTP/1.1\nHost: {e}",
                "GET http://{e}{r}/x HTTP/1.1\nHost: {h}",
                "GET http://{h}{r}/x HTTP/1.1\nHost: {e}",
                "GET https://{e}{r}/x HTTP/1.1\nHost: {e}",
                "GET http://user@{e}{r}/x HTTP/1.1\nHost: {e}",
                "GET http://{e}:x@{h}{r}/x HTTP/1.1\nHost: {h}",
                "GET http://{h}{r}/http://{e}/x HTTP/1.1\nHost: {h}",
                "GET //{e}{r}/x HTTP/1.1\nHost: {h}",
                "GET {r}/x HTTP/1.1\nHost: {e}",
                "GET {r}/x HTTP/1.1\nHost: user@{e}",
                "GET {r}/x HTTP/1.1\nHost: {h}\nHost: {e}",
                "GET {r}/x HTTP/1.0",
                "GET {r}/x HTTP/1.1\nHost: {h}\nX-Forwarded-Host: {e}\nX-Forwarded-Proto: http\nX-Forwarded-Port: 80",
                "GET {r}/x HTTP/1.1\nHost: {h}\nForwarded: host={e};proto=http",
                "GET {r}/x HTTP/1.1\nHost: {h}\nX-Original-URL: http://{e}/\nX-Rewrite-URL: http://{e}/\nX-Host: {e}",
                "GET {r}/x HTTP/1.1\nHost: {h}\nx-pass-host: {e}\nx-pass-x-forwarded-host: {e}\nx-pass-forwarded: host={e}",
                "GET {r}/x HTTP/1.1\nHost: {h}\nx-model-provider: {e}\nx-bf-passthrough-url: http://{e}",
                "GET {r}/@{e}/x HTTP/1.1\nHost: {h}",
                "GET {r}@{e}/x HTTP/1.1\nHost: {h}",
                "GET {r}%40{e}/x HTTP/1.1\nHost: {h}",
                "GET {r}:@{e}/x HTTP/1.1\nHost: {h}",
                "GET {r}:80@{e}/ HTTP/1.1\nHost: {h}",
                "GET {r}.{e}/x HTTP/1.1\nHost: {h}",
                "GET {r}//{e}/x HTTP/1.1\nHost: {h}",
                "GET {r}/%2F%2F{e}/x HTTP/1.1\nHost: {h}",
                "GET {r}/%2f%2f{e}%2fx HTTP/1.1\nHost: {h}",
                "GET {r}/http:%2F%2F{e}/x HTTP/1.1\nHost: {h}",
                "GET {r}/%68ttp%3A%2F%2F{e}/ HTTP/1.1\nHost: {h}",
                "GET {r}/http:/{e}/x HTTP/1.1\nHost: {h}",
                "GET {r}/\\\\{e}/x HTTP/1.1\nHost: {h}",
                "GET {r}/%5C%5C{e}/x HTTP/1.1\nHost: {h}",
                "GET {r}/;@{e}/x HTTP/1.1\nHost: {h}",
                "GET {r}/..;/@{e} HTTP/1.1\nHost: {h}",
                "GET {r}/../@{e} HTTP/1.1\nHost: {h}",
                "GET {r}/%2e%2e/%2e%2e/{e} HTTP/1.1\nHost: {h}",
                "GET {r}?@{e}/x HTTP/1.1\nHost: {h}",
                "GET {r}/x?url=http://{e}/&target=http://{e}&host={e} HTTP/1.1\nHost: {h}",
                "GET {r}/x#@{e}/ HTTP/1.1\nHost: {h}",
                "GET {r}/x%0d%0aHost:%20{e} HTTP/1.1\nHost: {h}",
                "GET {r}/x?a=%0d%0aHost:%20{e} HTTP/1.1\nHost: {h}",
                "CONNECT {e} HTTP/1.1\nHost: {e}",
                "POST {r}/x HTTP/1.1\nHost: {h}\nContent-Type: application/json\nContent-Length: 0\nConnection: host");
    }

    @ParameterizedTest
    @MethodSource("heads")
    void noRequestLeadsElsewhere(String template) throws Exception {
        for (TestGateway gateway : GATEWAYS) {
            for (String route : ROUTES) {
                send(gateway, template, route);
            }
        }
        assertEquals(List.of(), elsewhere.received());
        for (HttpMessage sent : drained()) {
            assertEquals("127.0.0.1:" + upstream.port(), sent.header("host"), sent.startLine());
            assertTrue(sent.target().startsWith("/"), sent.startLine());
            assertFalse(sent.target().startsWith("//"), sent.startLine());
        }
    }

    /** HTTP/2 has no Host of its own, and a field in it may hold anything. */
    @ParameterizedTest
    @ValueSource(strings = {"{e}", "user@{e}", "{h}@{e}", "{e}/x", "{e}#", "{h}"})
    void noAuthorityLeadsElsewhere(String authority) throws Exception {
        for (String route : ROUTES) {
            for (String path : List.of(route + "/x", "http://{e}" + route, "//{e}" + route, route + "@{e}/")) {
                RawH2.exchange(
                        usual.port(),
                        ":method",
                        "GET",
                        ":scheme",
                        "http",
                        ":path",
                        filled(path),
                        ":authority",
                        filled(authority),
                        "host",
                        filled("{e}"));
            }
        }
        assertEquals(List.of(), elsewhere.received());
        for (HttpMessage sent : drained()) {
            assertEquals("127.0.0.1:" + upstream.port(), sent.header("host"), sent.startLine());
            assertTrue(sent.target().startsWith("/"), sent.startLine());
        }
    }

    private static String filled(String template) {
        return template.replace("{e}", "127.0.0.1:" + elsewhere.port()).replace("{h}", "localhost:" + usual.port());
    }

    private static void send(TestGateway gateway, String template, String route) throws Exception {
        String head = template.replace("{e}", "127.0.0.1:" + elsewhere.port())
                .replace("{r}", route)
                .replace("{h}", "localhost:" + gateway.port());
        RawClient.exchange(gateway.port(), head, new byte[0]);
    }

    private static List<HttpMessage> drained() throws Exception {
        List<HttpMessage> sent = new ArrayList<>();
        for (HttpMessage waiting : upstream.received()) {
            sent.add(waiting);
            upstream.take();
        }
        return sent;
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 305, 307, 308})
    void noAnswerLeadsElsewhere(int status) throws Exception {
        for (String route : ROUTES) {
            String target = route.equals("/exact") ? "/exact?redirect-" : route + "/redirect-";
            String head = "POST " + target + status + " HTTP/1.1\nHost: localhost\nContent-Length: 1";

            HttpMessage answer = RawClient.exchange(usual.port(), head, new byte[] {'x'});

            assertEquals(status, answer.status(), route);
            assertEquals(elsewhere.origin() + "/stolen", answer.header("location"));
        }
        assertEquals(ROUTES.size(), drained().size());
        assertEquals(List.of(), elsewhere.received());
        assertEquals(0, elsewhere.connections());
    }
}
