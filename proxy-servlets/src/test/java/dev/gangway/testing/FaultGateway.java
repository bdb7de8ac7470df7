package dev.gangway.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gangway.GangwayServlet;
import jakarta.servlet.DispatcherType;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A gateway that can be asked what it holds: upstream connections, pooled buffers, and what it logged. */
public final class FaultGateway implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final String RECORD = " dev.gangway.exchange - ";
    private static final JsonMapper JSON = new JsonMapper();

    private final PrintStream stderr = System.err;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final ArrayByteBufferPool.Tracking serverBuffers = new ArrayByteBufferPool.Tracking();
    private final ArrayByteBufferPool.Tracking clientBuffers = new ArrayByteBufferPool.Tracking();
    private final Server server = new Server(new QueuedThreadPool(64), null, serverBuffers);
    private final ServerConnector connector;
    private final HttpClient client;
    private final AtomicInteger arrived = new AtomicInteger();
    private final Set<String> taken = new HashSet<>();
    private final long startLines;

    private FaultGateway(String yaml, Duration idle, boolean graceful) throws Exception {
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
        ServletContextHandler context = new ServletContextHandler("/");
        context.addServlet(servlet(yaml), "/*");
        context.addFilter(counting(), "/*", EnumSet.of(DispatcherType.REQUEST));
        server.setHandler(graceful ? new GracefulHandler(context) : context);
        server.start();
        client = (HttpClient) context.getServletContext().getAttribute("gangway.HttpClient");
        trackBuffers();
        startLines = log().lines().count();
    }

    private static ServletHolder servlet(String yaml) throws Exception {
        Path directory = Files.createDirectories(Path.of("target", "test-config"));
        Path file = Files.writeString(Files.createTempFile(directory, "faults", ".yaml"), yaml);
        ServletHolder holder = new ServletHolder("gangway", GangwayServlet.class);
        holder.setInitParameter("config", file.toString());
        holder.setInitOrder(1);
        return holder;
    }

    private FilterHolder counting() {
        FilterHolder holder = new FilterHolder((request, response, chain) -> {
            arrived.incrementAndGet();
            chain.doFilter(request, response);
        });
        holder.setAsyncSupported(true);
        return holder;
    }

    /** How many requests have reached the servlet. */
    public int arrived() {
        return arrived.get();
    }

    /** The client's pool can only be set while it is stopped. */
    private void trackBuffers() throws Exception {
        client.stop();
        client.setByteBufferPool(clientBuffers);
        client.start();
        client.getContentDecoderFactories().clear();
        client.getProtocolHandlers().clear();
    }

    public static FaultGateway start(String yaml) throws Exception {
        return new FaultGateway(yaml, Duration.ofSeconds(30), false);
    }

    /** Starts with a connector that gives up idle connections after {@code idle}. */
    public static FaultGateway start(String yaml, Duration idle) throws Exception {
        return new FaultGateway(yaml, idle, false);
    }

    /** Starts with the handler that Jetty's {@code graceful} module installs. */
    public static FaultGateway graceful(String yaml) throws Exception {
        return new FaultGateway(yaml, Duration.ofSeconds(30), true);
    }

    /** A route per provider, all to {@code upstream}, each with {@code settings} (YAML, one line). */
    public static String routes(String upstream, String settings) {
        return """
                access: { callers: anyone }
                routes:
                  - { path: /openai, provider: openai, target: "%1$s", keys: [{ value: k }], %2$s }
                  - { path: /anthropic, provider: anthropic, target: "%1$s", keys: [{ value: k }], %2$s }
                  - { path: /azure, provider: azure, keys: [{ value: k, endpoint: "%1$s" }], %2$s }
                  - { path: /genai, provider: genai, target: "%1$s", keys: [{ value: k }], %2$s }
                  - { path: /vertex, provider: genai, target: "%1$s", vertex: { project: p, location: us, target: "%1$s", keys: [{ value: v }] }, %2$s }
                """.formatted(upstream, settings);
    }

    public int port() {
        return connector.getLocalPort();
    }

    public Server server() {
        return server;
    }

    /** A record that nobody has taken yet. */
    public JsonNode record() throws Exception {
        return take(record -> true);
    }

    /** The one record of a request. */
    public JsonNode record(@Nullable String requestId) throws Exception {
        return take(record -> record.get("request_id").asString().equals(requestId));
    }

    private JsonNode take(Predicate<JsonNode> wanted) throws Exception {
        Predicate<JsonNode> fresh =
                record -> !taken.contains(record.get("request_id").asString());
        await("a record", () -> records().stream().anyMatch(fresh.and(wanted)));
        JsonNode found =
                records().stream().filter(fresh.and(wanted)).findFirst().orElseThrow();
        taken.add(found.get("request_id").asString());
        return found;
    }

    /** All records that nobody has taken yet, as soon as there are {@code count}. */
    public List<JsonNode> records(int count) throws Exception {
        await(count + " records", () -> records().size() >= taken.size() + count);
        List<JsonNode> fresh = records().stream()
                .filter(record -> taken.add(record.get("request_id").asString()))
                .toList();
        assertEquals(count, fresh.size());
        return fresh;
    }

    private List<JsonNode> records() {
        return log().lines()
                .filter(line -> line.contains(RECORD))
                .map(line -> JSON.readTree(line.substring(line.indexOf(RECORD) + RECORD.length())))
                .toList();
    }

    /** Everything that was logged. */
    public String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    public int activeConnections() {
        return destinations().stream()
                .map(destination -> (AbstractConnectionPool) destination.getConnectionPool())
                .mapToInt(AbstractConnectionPool::getActiveConnectionCount)
                .sum();
    }

    /** Requests that wait for an upstream connection. */
    public int queued() {
        return destinations().stream()
                .mapToInt(HttpDestination::getQueuedRequestCount)
                .sum();
    }

    private List<HttpDestination> destinations() {
        return client.getDestinations().stream()
                .map(HttpDestination.class::cast)
                .toList();
    }

    /** Nothing is held any more, nothing was logged that an operator would have to look into. */
    private void assertQuiet(Predicate<String> counts, String logger) throws Exception {
        await("idle upstream connections", () -> activeConnections() == 0 && queued() == 0);
        try {
            await("buffers", () -> leaks(counts).isEmpty());
        } catch (AssertionError e) {
            throw new AssertionError("leaked buffers:\n" + leaks(counts), e);
        }
        // Not the records that tests took: a test that fails takes none, and would make this fail with it.
        await("a record of every request", () -> records().size() >= arrived());
        assertEquals(arrived(), records().size(), "more records than requests");
        List<String> complaints = log().lines()
                .skip(startLines)
                .filter(line -> line.matches(".* (WARN|ERROR) " + logger + ".*"))
                .toList();
        if (!complaints.isEmpty()) {
            throw new AssertionError(String.join("\n", complaints));
        }
    }

    private String leaks(Predicate<String> counts) {
        return Stream.concat(serverBuffers.getLeaks().stream(), clientBuffers.getLeaks().stream())
                .map(ArrayByteBufferPool.Tracking.TrackedBuffer::dump)
                .filter(counts)
                .collect(Collectors.joining("\n"));
    }

    /**
     * Whether it is Jetty's client that has not let go of its network buffer. Where another thread aborts an answer whose
     * head is just being read, nobody is left to read on, and the buffer falls to the garbage collector.
     */
    private static boolean isLostByJetty(String buffer) {
        String[] acquiredAndReleased = buffer.split("release\\(s\\)", 2);
        return acquiredAndReleased[0].contains(".newNetworkBuffer(")
                && !acquiredAndReleased[1].contains("NetworkBuffer(")
                && buffer.contains("\n0 over-release(s)");
    }

    /** Waits until {@code condition} holds. */
    public static void await(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain for " + what);
            }
            Thread.sleep(5);
        }
    }

    /** Closes, after having found everything quiet. */
    public void closeQuiet() throws Exception {
        try (this) {
            assertQuiet(buffer -> true, "");
        }
    }

    /** Closes, after having found everything quiet but for what races inside of Jetty may leave and log. */
    public void closeAfterRaces() throws Exception {
        try (this) {
            assertQuiet(buffer -> !isLostByJetty(buffer), "dev.gangway");
        }
    }

    @Override
    public void close() throws Exception {
        server.stop();
        System.setErr(stderr);
        stderr.print(log());
    }
}
