package dev.gangway.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.servlet.http.HttpServletRequest;
import java.io.Closeable;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import org.eclipse.jetty.server.Server;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A gateway that can be asked what it holds: upstream connections, pooled buffers, and what it logged. */
public final class FaultGateway implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final String RECORD = " dev.gangway.exchange - ";
    private static final JsonMapper JSON = new JsonMapper();

    private final GatewayHost.Running place;
    private final Set<String> taken = new HashSet<>();
    private final long startLines;

    private FaultGateway(GatewayHost.Running place) {
        this.place = place;
        this.startLines = log().lines().count();
    }

    /** Starts with {@code yaml}, in another place where there is a {@link GatewayHost}. */
    public static FaultGateway start(String yaml) throws Exception {
        GatewayHost host = GatewayHost.FOUND;
        return host == null ? embedded(yaml, Duration.ofSeconds(30), false) : new FaultGateway(host.start(yaml));
    }

    /** Starts with a connector that gives up idle connections after {@code idle}. */
    public static FaultGateway start(String yaml, Duration idle) throws Exception {
        return embedded(yaml, idle, false);
    }

    /** Starts with the handler that Jetty's {@code graceful} module installs. */
    public static FaultGateway graceful(String yaml) throws Exception {
        return embedded(yaml, Duration.ofSeconds(30), true);
    }

    private static FaultGateway embedded(String yaml, Duration idle, boolean graceful) throws Exception {
        if (GatewayHost.FOUND != null) {
            throw new TestAbortedException("sets up a server of its own");
        }
        return new FaultGateway(new TrackedServer(yaml, idle, graceful));
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
        return place.port();
    }

    public Server server() {
        return tracked().server();
    }

    /** Lets {@code look} see every request before the servlet does, until that is closed. */
    public Closeable filter(Consumer<HttpServletRequest> look) {
        return tracked().filter(look);
    }

    /** How many requests have reached the servlet. */
    public int arrived() {
        return tracked().arrived();
    }

    private TrackedServer tracked() {
        if (place instanceof TrackedServer tracked) {
            return tracked;
        }
        throw new TestAbortedException("looks into an embedded server");
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
        return place.log();
    }

    public int activeConnections() {
        return tracked().activeConnections();
    }

    /** Requests that wait for an upstream connection. */
    public int queued() {
        return tracked().queued();
    }

    /** Nothing is held any more, nothing was logged that an operator would have to look into. */
    private void assertQuiet(Predicate<String> counts, String logger) throws Exception {
        if (place instanceof TrackedServer tracked) {
            tracked.assertNothingHeld(counts);
            // Not the records that tests took: a test that fails takes none, and would make this fail with it.
            await("a record of every request", () -> records().size() >= arrived());
            assertEquals(arrived(), records().size(), "more records than requests");
        } else {
            assertRecordEach();
        }
        List<String> complaints = entries()
                .filter(entry -> entry.matches("(?s)[^\n]* (WARN|WARNING|ERROR|SEVERE) " + logger + ".*"))
                .filter(entry -> !isJettysOwnRace(entry))
                .toList();
        if (!complaints.isEmpty()) {
            throw new AssertionError(String.join("\n", complaints));
        }
    }

    /** What was logged since the start; a line that is not of a stack trace begins another. */
    private Stream<String> entries() {
        String fresh = log().lines().skip(startLines).collect(Collectors.joining("\n"));
        return Arrays.stream(fresh.split("\n(?!\\s|Caused by: |[\\w.$]+(Exception|Error)\\b)"));
    }

    /** Jetty 12.0's HTTP/2 connections may be closed while they are read, seldom; nothing of ours is in that. */
    private static boolean isJettysOwnRace(String entry) {
        return entry.contains("AdaptiveExecutionStrategy - Unable to produce") && !entry.contains("dev.gangway");
    }

    /**
     * What another process tells: what went upstream is over, for which it had to have its record, and none has two. Requests
     * that were refused are not counted there.
     */
    private void assertRecordEach() throws Exception {
        MBeanServerConnection beans = place.beans();
        for (ObjectName route : beans.queryNames(new ObjectName("dev.gangway:type=Route,*"), null)) {
            await(
                    "exchanges of " + route,
                    () -> beans.getAttribute(route, "InFlight").equals(0));
        }
        List<String> ids = records().stream()
                .map(record -> record.get("request_id").asString())
                .toList();
        assertEquals(Set.copyOf(ids).size(), ids.size(), "more records than requests");
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
    public void close() {
        place.close();
    }
}
