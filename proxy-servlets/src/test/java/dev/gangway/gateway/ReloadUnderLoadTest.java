package dev.gangway.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.testing.Bytes;
import dev.gangway.testing.FaultGateway;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import java.io.OutputStream;
import java.lang.management.ThreadInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hundred reloads under load break no exchange and leave no thread and no connection, in every container. */
class ReloadUnderLoadTest {

    private static final int STREAMS = 200;
    private static final int CALLERS = 8;
    private static final int PER_SECOND = 500;
    private static final int CALLS = 3_000;
    private static final int RELOADS = 100;
    private static final int WATCHED = 3;
    private static final String STREAM = "HTTP/1.1 200 OK\nContent-Type: text/event-stream\nTransfer-Encoding: chunked";

    @TempDir
    private Path folder;

    private final List<RawClient> streams = new ArrayList<>();
    private volatile boolean ending;
    private RawUpstream upstream;

    @BeforeEach
    void start() throws Exception {
        upstream = RawUpstream.answering((request, socket, out) -> answer(request.target(), out));
    }

    @AfterEach
    void stop() throws Exception {
        ending = true;
        for (RawClient client : streams) {
            client.close();
        }
        upstream.close();
    }

    private boolean answer(String target, OutputStream out) throws Exception {
        if (target.endsWith("/stream")) {
            RawUpstream.write(out, STREAM, new byte[0]);
            while (!ending) {
                out.write(Bytes.utf8("9\r\ndata: 1\n\n\r\n"));
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
            out.write(Bytes.utf8("9\r\ndata: 2\n\n\r\n0\r\n\r\n"));
        } else {
            RawUpstream.write(out, "HTTP/1.1 200 OK\nContent-Length: 2", Bytes.utf8("ok"));
        }
        return true;
    }

    /** Each version has another key; every other one reaches its upstream by another client. */
    private String yaml(int version) {
        return """
                access: { callers: anyone }
                routes:
                  - path: /o
                    provider: openai
                    target: "%s"
                    keys: [{ value: key-%d }]
                    timeouts: { connect: %ds }
                """.formatted(upstream.origin(), version, 5 + version / 2);
    }

    @Test
    void noExchangeFails() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try (ReloadingGateway gateway = ReloadingGateway.anywhere(folder, yaml(0))) {
            assertEquals(200, gateway.get("/o/x").status());
            long selectors = gateway.threads(ReloadUnderLoadTest::isOfAClient);
            openStreams(gateway);
            Queue<String> failures = new ConcurrentLinkedQueue<>();
            AtomicInteger calls = new AtomicInteger();
            long begin = System.nanoTime();
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                running.add(callers.submit(() -> call(gateway.port(), begin, calls, failures)));
            }
            reload(gateway, calls);
            for (Future<?> caller : running) {
                caller.get(60, TimeUnit.SECONDS);
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            System.out.printf("%d calls in %.1f s, %d streams, %d reloads%n", CALLS, seconds, STREAMS, RELOADS);
            assertEquals(List.of(), List.copyOf(failures));
            assertEquals(0L, gateway.attribute("ReloadFailures"));
            endStreams();
            // A pool may have more connections than callers, for half a minute: an answer can be read before its
            // connection is given back. With yet another client all must go.
            gateway.write(yaml(RELOADS + 2));
            assertEquals("ok", gateway.reload());
            FaultGateway.await("connections of clients that are gone", () -> upstream.connections() == 0);
            FaultGateway.await(
                    selectors + " threads of a client",
                    () -> gateway.threads(ReloadUnderLoadTest::isOfAClient) <= selectors);
        } finally {
            callers.shutdownNow();
        }
    }

    /** Reloads at even distances of calls; the watch sees the first ones, JMX is asked for the others. */
    private void reload(ReloadingGateway gateway, AtomicInteger calls) throws Exception {
        for (int i = 1; i <= RELOADS; i++) {
            int due = (i - 1) * CALLS / RELOADS;
            FaultGateway.await(due + " calls", () -> calls.get() >= due);
            gateway.write(yaml(i));
            if (i <= WATCHED) {
                gateway.awaitReloads(i);
            } else {
                assertEquals("ok", gateway.reload());
            }
        }
    }

    /** The watch of the files, and what only a running client has. */
    private static boolean isOfAClient(ThreadInfo thread) {
        return thread.getThreadName().equals("gangway-config")
                || List.of(thread.getStackTrace()).toString().contains("ManagedSelector");
    }

    private void openStreams(ReloadingGateway gateway) throws Exception {
        for (int i = 0; i < STREAMS; i++) {
            RawClient client = new RawClient(gateway.port());
            client.send("GET /o/stream HTTP/1.1\nHost: localhost", new byte[0]);
            streams.add(client);
        }
        FaultGateway.await("all streams", () -> upstream.connections() >= STREAMS);
    }

    private void endStreams() throws Exception {
        ending = true;
        for (RawClient client : streams) {
            HttpMessage answer = client.receive(false);
            assertEquals(200, answer.status());
            assertTrue(answer.complete());
            assertTrue(answer.text().startsWith("data: 1\n\n") && answer.text().endsWith("data: 2\n\n"));
        }
    }

    /** One call after the other on one connection, not more often than its share. */
    private static void call(int port, long begin, AtomicInteger calls, Queue<String> failures) {
        try (RawClient client = new RawClient(port)) {
            for (int n = calls.getAndIncrement(); n < CALLS; n = calls.getAndIncrement()) {
                long due = begin + n * TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
                LockSupport.parkNanos(due - System.nanoTime());
                client.send("POST /o/x HTTP/1.1\nHost: localhost\nContent-Length: 4", Bytes.utf8("body"));
                HttpMessage answer = client.receive(false);
                if (answer.status() != 200
                        || !answer.complete()
                        || !answer.text().equals("ok")) {
                    failures.add(answer.startLine() + " " + answer.text());
                }
            }
        } catch (Exception e) {
            failures.add(e.toString());
        }
    }

    /** With threads of the server, and with threads of its own, as in a WAR. */
    @ParameterizedTest
    @ValueSource(strings = {"maxThreads=-", "maxThreads=16"})
    void aHundredReloadsLeaveNothing(String parameter) throws Exception {
        Path file = ReloadingGateway.file(folder, yaml(0) + "reload: off\n");
        try (ReloadingGateway gateway = ReloadingGateway.start(file, parameter)) {
            assertEquals(200, gateway.get("/o/x").status());
            long threads = threads();
            for (int version = 1; version <= 100; version++) {
                Files.writeString(file, yaml(version) + "reload: off\n");
                assertEquals("ok", gateway.reload());
                assertEquals(200, gateway.get("/o/x").status());
            }
            assertEquals(100L, gateway.attribute("Reloads"));
            FaultGateway.await("one connection", () -> upstream.connections() == 1);
            FaultGateway.await("as many threads as before: " + threads, () -> threads() <= threads);
        }
    }

    /** The client's own; and those of the server's pool that a client holds for its selector. */
    private static long threads() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(entry -> entry.getKey().getName().contains("HttpClient")
                        || entry.getKey().getName().startsWith("gangway-")
                        || List.of(entry.getValue()).toString().contains("ManagedSelector"))
                .count();
    }
}
