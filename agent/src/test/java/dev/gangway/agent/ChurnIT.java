package dev.gangway.agent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.agent.cli.CliRun;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The agent comes and goes while traffic flows: nobody notices, and in the end nothing is left of it. */
class ChurnIT {

    private static final Path JAVA = Path.of(System.getProperty("java.home"));
    private static final int CLIENTS = 2;

    /** Twenty-five times in each family. */
    private static final int CYCLES = 25;

    private final AtomicBoolean enough = new AtomicBoolean();
    private final AtomicInteger answers = new AtomicInteger();

    @ParameterizedTest
    @EnumSource(names = {"V9", "V12_1"})
    void nobodyNotices(Jetty jetty) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try (TestProvider provider = TestProvider.start();
                Gateway gateway = Gateway.start(jetty, JAVA, List.of("-Dup=http://127.0.0.1:" + provider.port()))) {
            String kind = "/" + jetty.environments().get(0).name() + "/async/up";
            List<Future<?>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(threads.submit(() -> load(gateway, kind)));
            }
            RecordsFile records = new RecordsFile();
            List<String> settings = List.of(
                    "target=file", "file=" + records.path(), "providers=127.0.0.1:" + provider.port() + "=openai");
            for (int i = 0; i < CYCLES; i++) {
                CliRun.ok("attach", gateway.pid(), settings);
                awaitTraffic();
                CliRun.ok("detach", gateway.pid());
            }
            enough.set(true);
            for (Future<?> client : clients) {
                client.get();
            }
            assertFalse(records.text().isEmpty());
            nothingIsLeft(gateway);
        } finally {
            threads.shutdownNow();
        }
    }

    private Void load(Gateway gateway, String kind) throws Exception {
        Client client = new Client(gateway.port());
        while (!enough.get()) {
            var response = client.post(kind, "gpt-4o");
            assertEquals(200, response.statusCode());
            assertArrayEquals(TestProvider.ANSWER, response.body());
            answers.incrementAndGet();
        }
        return null;
    }

    private void awaitTraffic() throws InterruptedException {
        int before = answers.get();
        long end = System.nanoTime() + 60_000_000_000L;
        while (answers.get() < before + 20) {
            assertTrue(System.nanoTime() < end, "no traffic");
            Thread.sleep(1);
        }
    }

    private static void nothingIsLeft(Gateway gateway) throws Exception {
        String pid = gateway.pid();
        String classes = jcmd(pid, "GC.class_histogram");
        assertTrue(classes.contains("java.lang.String"), classes);
        assertFalse(classes.contains("bytebuddy"), () -> lines(classes, "bytebuddy"));
        assertFalse(classes.contains("IsolatedLoader"), () -> lines(classes, "gangway"));
        String threads = jcmd(pid, "Thread.print");
        assertTrue(threads.contains("\"main\""), threads);
        assertFalse(threads.contains("gangway-"), () -> lines(threads, "gangway-"));
    }

    private static String lines(String text, String with) {
        return String.join(
                "\n", text.lines().filter(line -> line.contains(with)).toList());
    }

    private static String jcmd(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(JAVA.resolve("bin/jcmd").toString()));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), printed);
        return printed;
    }
}
