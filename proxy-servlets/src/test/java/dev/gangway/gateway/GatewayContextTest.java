package dev.gangway.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.sun.net.httpserver.HttpServer;
import dev.gangway.config.ConfigException;
import dev.gangway.config.ConfigLoader;
import dev.gangway.config.GatewayConfig;
import dev.gangway.servlet.OwnPage;
import dev.gangway.testing.RawClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A gateway that is alone works on the threads that select, and nobody who is slow holds such a thread up. */
class GatewayContextTest {

    /** More than all buffers between two sockets of this machine hold. */
    private static final byte[] HUGE = new byte[32 << 20];

    private static final Duration LONG = Duration.ofSeconds(10);

    private static final int REQUESTS = 100_000;

    private final Server server = new Server();
    private final GatewayContext context = new GatewayContext();
    private HttpServer upstream;

    /** What {@code etc/gangway-alone.xml} makes of a server, which has one thread that selects. */
    @BeforeEach
    void setUp() throws Exception {
        upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        upstream.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, HUGE.length);
            exchange.getResponseBody().write(HUGE);
        });
        upstream.start();
        ServletHolder holder =
                new ServletHolder("gangway", new WithPages(upstream.getAddress().getPort()));
        holder.setInitOrder(1);
        context.addServlet(holder, "/*");
        ServerConnector connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new ContextHandlerCollection(false, context));
    }

    @AfterEach
    void tearDown() throws Exception {
        server.stop();
        upstream.stop(0);
    }

    private int start() throws Exception {
        context.setAlone(true);
        server.start();
        return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }

    @ParameterizedTest
    @CsvSource({"true,NON_BLOCKING", "false,BLOCKING"})
    void jettyIsToldWhetherItBlocks(boolean alone, InvocationType expected) throws Exception {
        context.setAlone(alone);
        server.start();
        assertEquals(expected, server.getInvocationType());
    }

    /** Of a page, an answer, and refusals. */
    @ParameterizedTest
    @ValueSource(strings = {"/gangway/huge", "/openai/huge", "/nothing"})
    void whoDoesNotReadHoldsUpNobody(String path) throws Exception {
        int port = start();
        byte[] requests = ("GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n")
                .repeat(path.equals("/nothing") ? REQUESTS : 1)
                .getBytes(StandardCharsets.US_ASCII);
        try (Socket slow = new Socket("127.0.0.1", port)) {
            Thread writer = new Thread(() -> write(slow, requests));
            writer.start();
            writer.join(1_000);
            // A thread that waits for the client would go on after the idle timeout of 30 s.
            assertTimeout(LONG, () -> {
                for (int i = 0; i < 10; i++) {
                    assertEquals(200, status(port, "/gangway/health"));
                }
            });
        }
    }

    private static void write(Socket to, byte[] bytes) {
        try {
            to.getOutputStream().write(bytes);
        } catch (IOException e) {
            // Closed by the test, or by a server that has had enough.
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/gangway/broken", "/gangway/unlinked"})
    void aPageThatFailsIsNoSuccess(String path) throws Exception {
        assertEquals(500, status(start(), path));
    }

    private static int status(int port, String path) throws Exception {
        return RawClient.exchange(port, "GET " + path + " HTTP/1.1\nHost: h\nConnection: close", new byte[0])
                .status();
    }

    private static final class WithPages extends GatewayServlet {

        private final int upstream;

        WithPages(int upstream) {
            this.upstream = upstream;
        }

        @Override
        protected GatewayConfig load(Consumer<Path> files) throws ConfigException {
            ConfigLoader loader = ConfigSource.loader(files);
            return loader.parse("""
                    access: { callers: anyone }
                    routes:
                      - { path: /openai, provider: openai, target: "http://127.0.0.1:%d", keys: [{ value: sk-1 }] }
                    """.formatted(upstream), "test");
        }

        @Override
        protected Map<String, OwnPage> pages() {
            return Map.of(
                    "/gangway/health", Health.live(),
                    "/gangway/huge", accept -> new OwnPage.Content(200, "text/plain", HUGE),
                    "/gangway/broken",
                            accept -> {
                                throw new IllegalStateException("broken");
                            },
                    "/gangway/unlinked",
                            accept -> {
                                throw new NoClassDefFoundError("unlinked");
                            });
        }
    }
}
