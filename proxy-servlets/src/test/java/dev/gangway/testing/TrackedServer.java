package dev.gangway.testing;

import dev.gangway.GangwayServlet;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.MBeanServerConnection;
import org.eclipse.jetty.client.AbstractConnectionPool;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpDestination;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** An embedded Jetty with a gateway in it whose buffers, connections and requests are counted. */
final class TrackedServer implements GatewayHost.Running {

    /** Before a buffer's first line; their class differs between Jetty's versions. */
    private static final String NEXT_BUFFER = "(?m)^(?=\\S+@[0-9a-f]+ of \\d+ bytes on )";

    private final PrintStream stderr = System.err;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final ArrayByteBufferPool.Tracking serverBuffers = new ArrayByteBufferPool.Tracking();
    private final ArrayByteBufferPool.Tracking clientBuffers = new ArrayByteBufferPool.Tracking();
    private final Server server = new Server(new QueuedThreadPool(64), null, serverBuffers);
    private final ServerConnector connector;
    private final Path config;
    private final HttpClient client;
    private final AtomicInteger arrived = new AtomicInteger();
    private volatile Consumer<HttpServletRequest> look = request -> {};

    TrackedServer(String yaml, Duration idle, boolean graceful) throws Exception {
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        HttpConfiguration http = new HttpConfiguration();
        http.setRequestHeaderSize(64 * 1024);
        http.setResponseHeaderSize(64 * 1024);
        connector =
                new ServerConnector(server, new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http));
        connector.setHost("127.0.0.1");
        connector.setIdleTimeout(idle.toMillis());
        connector.setAcceptQueueSize(2048);
        server.addConnector(connector);
        ServletContextHandler context = TestGateway.context("/");
        config = file(yaml);
        context.addServlet(servlet(config), "/*");
        context.addFilter(counting(), "/*", EnumSet.of(DispatcherType.REQUEST));
        server.setHandler(graceful ? new GracefulHandler(context) : context);
        server.start();
        client = (HttpClient) context.getServletContext().getAttribute("gangway.HttpClient");
        trackBuffers();
    }

    private static Path file(String yaml) throws Exception {
        Path directory = Files.createDirectories(Path.of("target", "test-config"));
        return Files.writeString(Files.createTempFile(directory, "faults", ".yaml"), yaml);
    }

    private static ServletHolder servlet(Path file) {
        ServletHolder holder = new ServletHolder("gangway", GangwayServlet.class);
        holder.setInitParameter("config", file.toString());
        holder.setInitOrder(1);
        return holder;
    }

    private FilterHolder counting() {
        FilterHolder holder = new FilterHolder((request, response, chain) -> {
            arrived.incrementAndGet();
            look.accept((HttpServletRequest) request);
            chain.doFilter(request, response);
        });
        holder.setAsyncSupported(true);
        return holder;
    }

    /** The client's pool can only be set while it is stopped. */
    private void trackBuffers() throws Exception {
        client.stop();
        client.setByteBufferPool(clientBuffers);
        client.start();
        client.getContentDecoderFactories().clear();
        client.getProtocolHandlers().clear();
    }

    @Override
    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    @Override
    public Path config() {
        return config;
    }

    @Override
    public MBeanServerConnection beans() {
        return ManagementFactory.getPlatformMBeanServer();
    }

    Server server() {
        return server;
    }

    int arrived() {
        return arrived.get();
    }

    Closeable filter(Consumer<HttpServletRequest> by) {
        look = by;
        return () -> look = request -> {};
    }

    int activeConnections() {
        return destinations().stream()
                .map(destination -> (AbstractConnectionPool) destination.getConnectionPool())
                .mapToInt(AbstractConnectionPool::getActiveConnectionCount)
                .sum();
    }

    int queued() {
        return destinations().stream()
                .mapToInt(HttpDestination::getQueuedRequestCount)
                .sum();
    }

    private List<HttpDestination> destinations() {
        return client.getDestinations().stream()
                .map(HttpDestination.class::cast)
                .toList();
    }

    /** Waits until no upstream connection is in use, and no buffer that {@code counts}. */
    void assertNothingHeld(Predicate<String> counts) throws Exception {
        FaultGateway.await("idle upstream connections", () -> activeConnections() == 0 && queued() == 0);
        try {
            FaultGateway.await("buffers", () -> leaks(counts).isEmpty());
        } catch (AssertionError e) {
            throw new AssertionError("leaked buffers:\n" + leaks(counts), e);
        }
    }

    private String leaks(Predicate<String> counts) {
        return Stream.of(serverBuffers, clientBuffers)
                .flatMap(pool -> Stream.of(pool.dumpLeaks().split(NEXT_BUFFER)))
                .filter(Predicate.not(String::isEmpty).and(counts))
                .collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the gateway did not stop", e);
        } finally {
            System.setErr(stderr);
            stderr.print(log());
        }
    }
}
