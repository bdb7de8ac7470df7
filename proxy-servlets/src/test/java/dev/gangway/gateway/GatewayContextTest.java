package dev.gangway.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.gangway.config.ConfigException;
import dev.gangway.config.ConfigLoader;
import dev.gangway.config.GatewayConfig;
import dev.gangway.servlet.OwnPage;
import dev.gangway.testing.Bytes;
import dev.gangway.testing.FaultGateway;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.CustomRequestLog;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A gateway that is alone works on the threads that select, and nobody who is slow holds such a thread up. */
class GatewayContextTest {

    /** More than all buffers between two sockets of this machine hold. */
    private static final byte[] HUGE = new byte[32 << 20];

    private static final Duration LONG = Duration.ofSeconds(10);

    private static final int REQUESTS = 100_000;

    private final Buffers buffers = new Buffers();
    private final Server server = new Server(null, null, buffers);
    private final GatewayContext context = new GatewayContext();
    private HttpServer upstream;
    private RawUpstream small;

    /** What {@code etc/gangway-alone.xml} makes of a server, which has one thread that selects. */
    @BeforeEach
    void setUp() throws Exception {
        upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        upstream.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, HUGE.length);
            exchange.getResponseBody().write(HUGE);
        });
        small = RawUpstream.answering((request, socket, out) -> {
            if (request.startLine().contains("endless")) {
                RawUpstream.write(out, "HTTP/1.1 200 OK\nContent-Length: " + Long.MAX_VALUE, new byte[1]);
                while (true) {
                    out.write(new byte[1 << 16]); // until the gateway has left
                }
            }
            boolean stream = request.startLine().contains("stream");
            String framing = stream ? "Transfer-Encoding: chunked" : "Content-Length: 5";
            RawUpstream.write(out, "HTTP/1.1 200 OK\n" + framing, Bytes.utf8(stream ? "1\r\n-\r\n" : "small"));
            if (stream) {
                Thread.sleep(50);
                out.write(Bytes.utf8("5\r\nsmall\r\n0\r\n\r\n"));
            }
            return true;
        });
        upstream.start();
        ServletHolder holder =
                new ServletHolder("gangway", new WithPages(upstream.getAddress().getPort(), small.port()));
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
        small.close();
    }

    private int start() throws Exception {
        context.setAlone(true);
        server.start();
        return connector().getLocalPort();
    }

    private ServerConnector connector() {
        return (ServerConnector) server.getConnectors()[0];
    }

    @ParameterizedTest
    @CsvSource({"true,NON_BLOCKING", "false,BLOCKING"})
    void jettyIsToldWhetherItBlocks(boolean alone, InvocationType expected) throws Exception {
        context.setAlone(alone);
        server.start();
        assertEquals(expected, server.getInvocationType());
    }

    /** It is then the only one who reads the attributes of a request. */
    @Test
    void requestLogIsTold() throws Exception {
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        server.setRequestLog(new CustomRequestLog(lines::add, "%{gangway.route}attr %{gangway.end}attr"));
        assertEquals(200, status(start(), "/anthropic/x"));
        assertEquals("/anthropic complete", lines.poll(LONG.toSeconds(), TimeUnit.SECONDS));
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

    /** Of two that want all that the only thread can do. */
    @Test
    void whoIsFastHoldsUpNobody() throws Exception {
        int port = start();
        try (Socket first = new Socket("127.0.0.1", port);
                Socket second = new Socket("127.0.0.1", port)) {
            for (Socket fast : List.of(first, second)) {
                write(fast, Bytes.utf8("GET /anthropic/endless HTTP/1.1\r\nHost: h\r\n\r\n"));
                Thread reader = new Thread(() -> drain(fast));
                reader.setDaemon(true);
                reader.start();
            }
            Thread.sleep(500);
            assertTimeout(Duration.ofSeconds(3), () -> {
                for (int i = 0; i < 100; i++) {
                    assertEquals(200, status(port, "/gangway/health"));
                }
            });
        }
    }

    private static void drain(Socket from) {
        byte[] buffer = new byte[1 << 16];
        try {
            while (from.getInputStream().read(buffer) >= 0) {
                // as fast as it comes
            }
        } catch (IOException e) {
            // Closed by the test.
        }
    }

    /** Nor does an answer or an upload that does not come in one piece. */
    @Test
    void nextRequestNeedsNoThreadOfThePool() throws Exception {
        QueuedThreadPool pool = (QueuedThreadPool) server.getThreadPool();
        pool.setMaxThreads(12);
        int port = start();
        CountDownLatch end = new CountDownLatch(1);
        try (Socket client = new Socket("127.0.0.1", port)) {
            client.setSoTimeout((int) LONG.toMillis());
            ask(client); // who connects does need one
            for (int i = 0; i < 2 * pool.getMaxThreads(); i++) {
                pool.execute(() -> await(end));
            }
            for (int i = 0; i < 3; i++) {
                ask(client);
                upload(client);
                stream(client);
            }
        } finally {
            end.countDown();
        }
    }

    /** As soon as they are waited for once. A short one, as a long prompt is, in small pieces, and one connection may bring both. */
    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 4000000\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n3d0900\r\n"})
    void longBodiesAreReadInLargePieces(String framing) throws Exception {
        int port = start();
        try (Socket client = new Socket("127.0.0.1", port)) {
            client.setSoTimeout((int) LONG.toMillis());
            upload(client);
            prompt(client);
            assertEquals(0, buffers.large.get(), "for a short one");
            write(client, Bytes.utf8("POST /anthropic/small HTTP/1.1\r\nHost: h\r\n" + framing));
            write(client, new byte[2_000_000]);
            Thread.sleep(200);
            write(client, new byte[2_000_000]);
            write(client, Bytes.utf8(framing.startsWith("Content") ? "" : "\r\n0\r\n\r\n"));
            await("\r\n\r\nsmall", client);
            int large = buffers.large.get();
            assertTrue(large > 0, "for a long one");
            upload(client);
            assertEquals(large, buffers.large.get(), "for a short one after it");
        }
    }

    private static void prompt(Socket client) throws Exception {
        write(client, Bytes.utf8("POST /anthropic/small HTTP/1.1\r\nHost: h\r\nContent-Length: 300000\r\n\r\n"));
        for (int i = 0; i < 3; i++) {
            Thread.sleep(50);
            write(client, new byte[100_000]);
        }
        await("\r\n\r\nsmall", client);
    }

    private static final class Buffers extends ArrayByteBufferPool {

        final AtomicInteger large = new AtomicInteger();

        @Override
        public RetainableByteBuffer.Mutable acquire(int size, boolean direct) {
            if (size >= 64 * 1024) {
                large.incrementAndGet();
            }
            return super.acquire(size, direct);
        }
    }

    /** As those of clients are, but not counted as one of them. */
    @Test
    void upstreamsAreSelectedWithClients() throws Exception {
        ServerConnector connector = connector();
        NetworkConnectionLimit limit = new NetworkConnectionLimit(10, connector);
        server.addBean(limit);
        int port = start();
        try (Socket client = new Socket("127.0.0.1", port)) {
            ask(client);
            SelectorManager selectors = connector.getSelectorManager();
            assertEquals(2, selectors.getTotalKeys());
            small.close();
            FaultGateway.await("the upstream's end", () -> selectors.getTotalKeys() == 1);
            assertEquals(1, connector.getConnectedEndPoints().size());
            assertEquals(1, limit.getNetworkConnectionCount());
        }
        FaultGateway.await("the client's end", () -> limit.getNetworkConnectionCount() == 0);
    }

    @Test
    void upstreamsHaveSelectorsOfTheirOwnWhereTheOperatorSaysSo() throws Exception {
        context.getServletHandler().getServlet("gangway").setInitParameter("selectors", "1");
        int port = start();
        try (Socket client = new Socket("127.0.0.1", port)) {
            ask(client);
            assertEquals(1, connector().getSelectorManager().getTotalKeys());
        }
    }

    private static void ask(Socket client) throws IOException {
        write(client, Bytes.utf8("GET /anthropic/small HTTP/1.1\r\nHost: h\r\n\r\n"));
        await("\r\n\r\nsmall", client);
    }

    private static void stream(Socket client) throws IOException {
        write(client, Bytes.utf8("GET /anthropic/stream HTTP/1.1\r\nHost: h\r\n\r\n"));
        await("0\r\n\r\n", client);
    }

    private static void upload(Socket client) throws Exception {
        String head = "POST /anthropic/small HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n";
        write(client, Bytes.utf8(head));
        for (int i = 0; i < 2; i++) {
            Thread.sleep(50);
            write(client, new byte[5]);
        }
        await("\r\n\r\nsmall", client);
    }

    private static void await(String end, Socket client) throws IOException {
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf(end) < 0) {
            int b = client.getInputStream().read();
            assertTrue(b >= 0, answer::toString);
            answer.append((char) b);
        }
    }

    private static void await(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
        private final int small;

        WithPages(int upstream, int small) {
            this.upstream = upstream;
            this.small = small;
        }

        @Override
        protected GatewayConfig load(Consumer<Path> files) throws ConfigException {
            ConfigLoader loader = ConfigSource.loader(files);
            return loader.parse("""
                    access: { callers: anyone }
                    routes:
                      - { path: /openai, provider: openai, target: "http://127.0.0.1:%d", keys: [{ value: sk-1 }] }
                      - { path: /anthropic, provider: anthropic, target: "http://127.0.0.1:%d", keys: [{ value: sk-2 }] }
                    """.formatted(upstream, small), "test");
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
