package dev.gangway.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import dev.gangway.testing.TestGateway;
import jakarta.servlet.ServletException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Verifies that the init parameters of Jetty's own proxy servlets keep their meaning, and how bad ones are reported. */
class InitParametersTest {

    private final CountDownLatch letGo = new CountDownLatch(1);
    private RawUpstream upstream;

    @BeforeEach
    void start() throws Exception {
        upstream = RawUpstream.answering("HTTP/1.1 200 OK\nContent-Length: 2", new byte[] {'o', 'k'});
    }

    @AfterEach
    void stop() {
        letGo.countDown();
        upstream.close();
    }

    private TestGateway gateway(String parameter, String value) throws Exception {
        String routes = TestGateway.fourRoutes(upstream.origin());
        return TestGateway.start(routes, "/", holder -> holder.setInitParameter(parameter, value));
    }

    private static HttpMessage get(TestGateway gateway) throws Exception {
        return RawClient.exchange(
                gateway.port(), "GET /openai_passthrough/x HTTP/1.1\nHost: client.example:1", new byte[0]);
    }

    /** Silence is over soon: the route's own limit is 900 s, and none in all. */
    @ParameterizedTest
    @ValueSource(strings = {"idleTimeout", "timeout"})
    void timeouts(String parameter) throws Exception {
        upstream.answer((request, socket, out) -> letGo.await(30, TimeUnit.SECONDS));
        try (TestGateway gateway = gateway(parameter, "200")) {
            HttpMessage answer = get(gateway);

            assertEquals("upstream-timeout", answer.header("gangway-error"));
            assertEquals(504, answer.status());
        }
    }

    /** A stream that is never silent for long ends by {@code timeout}, not by {@code idleTimeout}. */
    @ParameterizedTest
    @CsvSource({"idleTimeout, true", "timeout, false"})
    void onlyOneOfThemIsTotal(String parameter, boolean complete) throws Exception {
        upstream.answer((request, socket, out) -> {
            RawUpstream.write(out, "HTTP/1.1 200 OK\nContent-Length: 30", new byte[0]);
            for (int i = 0; i < 30; i++) {
                out.write('.');
                out.flush();
                Thread.sleep(100);
            }
            return true;
        });
        try (TestGateway gateway = gateway(parameter, "1500")) {
            HttpMessage answer = get(gateway);

            assertEquals(200, answer.status());
            assertEquals(complete, answer.complete());
        }
    }

    @Test
    void maxConnections() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        upstream.answer((request, socket, out) -> {
            first.countDown();
            letGo.await(30, TimeUnit.SECONDS);
            RawUpstream.write(out, "HTTP/1.1 200 OK\nContent-Length: 2", new byte[] {'o', 'k'});
            return true;
        });
        try (TestGateway gateway = gateway("maxConnections", "1");
                RawClient one = new RawClient(gateway.port());
                RawClient two = new RawClient(gateway.port())) {
            one.send("GET /openai_passthrough/1 HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertTrue(first.await(10, TimeUnit.SECONDS));
            two.send("GET /openai_passthrough/2 HTTP/1.1\r\nHost: localhost\r\n\r\n");
            // A second connection would be there by now; all that can be seen of its absence is that it stays away.
            Thread.sleep(300);
            assertEquals(1, upstream.connections());
            assertEquals(1, upstream.received().size());

            letGo.countDown();
            assertEquals(200, one.receive(false).status());
            assertEquals(200, two.receive(false).status());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "hostHeader, other.example:99, other.example:99",
        "preserveHost, true, client.example:1",
        "preserveHost, false, @",
        "viaHost, me.example, @",
        "maxThreads, -, @",
        "maxConnections, -, @",
        "selectors, 2, @",
        "requestBufferSize, 4096, @",
        "responseBufferSize, 4096, @",
        "timeout, 0, @",
        "idleTimeout, 0, @",
    })
    void theHostHeaderUpstreamAndNoVia(String parameter, String value, String host) throws Exception {
        try (TestGateway gateway = gateway(parameter, value)) {
            assertEquals(200, get(gateway).status());

            HttpMessage request = upstream.take();
            assertEquals(host.replace("@", "127.0.0.1:" + upstream.port()), request.header("host"));
            assertEquals(2, request.headers().size());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "whiteList, 127.0.0.1:@, 200",
        "whiteList, 'api.example:443,127.0.0.1:@', 200",
        "whiteList, api.example:443, 403",
        "whiteList, 127.0.0.1:1, 403",
        "blackList, 127.0.0.1:@, 403",
        "blackList, api.example:443, 200",
    })
    void whiteAndBlackList(String parameter, String value, int status) throws Exception {
        try (TestGateway gateway = gateway(parameter, value.replace("@", String.valueOf(upstream.port())))) {
            HttpMessage answer = get(gateway);

            assertEquals(status, answer.status());
            assertEquals(status == 403 ? "forbidden" : null, answer.header("gangway-error"));
            assertEquals(status == 403 ? 0 : 1, upstream.received().size());
        }
    }

    @Test
    void maxThreadsGivesTheClientThreadsOfItsOwn() throws Exception {
        try (TestGateway gateway = gateway("maxThreads", "8")) {
            assertEquals(200, get(gateway).status());
            assertTrue(Thread.getAllStackTraces().keySet().stream()
                    .anyMatch(thread -> thread.getName().startsWith("gangway-client-")));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "idleTimeout, 30s, must be a whole number",
        "timeout, none, must be a whole number",
        "timeout, 1.5, must be a whole number",
        "maxConnections, many, must be a whole number",
        "maxConnections, 0, must be from 1",
        "maxConnections, -5, must be from 1",
        "maxConnections, 99999999999, must be from 1",
        "maxThreads, x, must be a whole number",
        "maxThreads, 0, must be from 1",
        "selectors, x, must be a whole number",
        "requestBufferSize, 4k, must be a whole number",
        "responseBufferSize, 4k, must be a whole number",
        "maxRequestHeadersSize, 9223372036854775808, must be a whole number",
        "maxResponseHeadersSize, 64KiB, must be a whole number",
    })
    void badNumbersAreNamedAndStopTheStart(String parameter, String value, String message) {
        ServletException failure = assertThrows(ServletException.class, () -> gateway(parameter, value));

        String said = String.valueOf(failure.getMessage());
        assertTrue(said.contains("Init parameter " + parameter + " of servlet gangway " + message), said);
    }
}
