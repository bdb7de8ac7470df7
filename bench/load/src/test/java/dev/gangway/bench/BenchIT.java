package dev.gangway.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code bench/run --quick} runs, without what would have to be installed, and leaves no process behind. */
class BenchIT {

    private static final Path BENCH = Path.of(System.getProperty("gangway.checkout"), "bench")
            .toAbsolutePath()
            .normalize();

    @TempDir
    private Path directory;

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void measuresBesideBareJetty() throws Exception {
        assumeTrue(hasPython(), "bench/run needs python3");
        Path log = directory.resolve("log");
        List<Long> before = processes();
        Process run = new ProcessBuilder(
                        BENCH.resolve("run").toString(),
                        "--quick",
                        "--no-install",
                        "--only",
                        "async,gangway",
                        "streams",
                        "churn",
                        "bodies",
                        "startup")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int status = run.waitFor();
        String said = Files.readString(log);
        assertEquals(0, status, said);
        for (String scenario : List.of("streams", "churn", "bodies", "startup")) {
            assertTrue(said.contains(scenario + " gangway: "), said);
        }
        assertTrue(said.contains("50.dropped=0 "), said);
        assertTrue(said.contains("abandoned=0 "), said);
        assertStaysSmall(said);
        assertEquals(before, processes(), "processes that are left");
    }

    /** Far from what docs/performance.md says, for a busy machine: what is beyond is no noise. */
    private static void assertStaysSmall(String said) {
        double bare = measure(said, "startup async", "ready_s");
        double ready = measure(said, "startup gangway", "ready_s");
        assertTrue(ready < 3 * bare + 2, () -> "ready after " + ready + " s, bare Jetty after " + bare);
        double idle = measure(said, "startup gangway", "idle_rss_mib");
        assertTrue(idle < 140, () -> idle + " MiB idle");
        double streams = measure(said, "streams gangway", "50.first_p50_us");
        assertTrue(streams < 1_000_000, () -> "first event after " + streams + " us");
    }

    private static double measure(String said, String of, String name) {
        return said.lines()
                .filter(line -> line.startsWith(of + ": "))
                .flatMap(line -> Stream.of(line.split("\\s+")))
                .filter(word -> word.startsWith(name + "="))
                .mapToDouble(word -> Double.parseDouble(word.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + said));
    }

    private static boolean hasPython() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "python3")));
    }

    /** The benchmark's own, those of earlier runs included. */
    private static List<Long> processes() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .arguments()
                        .map(arguments -> String.join(" ", arguments).contains(BENCH + "/load/target"))
                        .orElse(false))
                .map(ProcessHandle::pid)
                .sorted()
                .toList();
    }
}
