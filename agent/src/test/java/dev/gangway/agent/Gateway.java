package dev.gangway.agent;

import dev.gangway.agent.GatewayCompiler.Compiled;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A gateway in a JVM of its own. */
final class Gateway implements AutoCloseable {

    static final Path AGENT = Path.of(System.getProperty("agent.jar", "none"));
    private static final Path FOLDER = Path.of("target", "gateways", "out");

    private final Process process;
    private final Path out;
    private final Path err;
    private final int port;

    private Gateway(Process process, Path out, Path err) throws IOException, InterruptedException {
        this.process = process;
        this.out = out;
        this.err = err;
        this.port = awaitPort();
    }

    /** Starts one for {@code jetty} by the Java in {@code home}, with {@code options} of the JVM. */
    static Gateway start(Jetty jetty, Path home, List<String> options) throws IOException, InterruptedException {
        return start(GatewayCompiler.compile(jetty), jetty.name(), home, options);
    }

    /** The same on Jetty 12.1, with Gangway's own servlet below {@code /own}. */
    static Gateway startWithGangway(Path home, List<String> options) throws IOException, InterruptedException {
        return start(GatewayCompiler.withGangway(), "gangway", home, options);
    }

    private static Gateway start(Compiled compiled, String name, Path home, List<String> options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(home.resolve("bin/java").toString(), "-Xmx256m", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        command.addAll(options);
        command.addAll(List.of("-cp", GatewayCompiler.path(compiled.classPath()), "gateway.Main"));
        command.addAll(compiled.environments());
        Files.createDirectories(FOLDER);
        Path out = Files.createTempFile(FOLDER, name, ".out");
        Path err = Files.createTempFile(FOLDER, name, ".err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return new Gateway(builder.start(), out, err);
    }

    private int awaitPort() throws IOException, InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            try (BufferedReader lines = Files.newBufferedReader(out)) {
                String ready = lines.lines()
                        .filter(line -> line.startsWith("READY "))
                        .findFirst()
                        .orElse("");
                if (!ready.isEmpty()) {
                    return Integer.parseInt(ready.substring(6));
                }
            }
            Thread.sleep(20);
        }
        process.destroyForcibly();
        throw new AssertionError("the gateway does not start: " + Files.readString(err));
    }

    int port() {
        return port;
    }

    String pid() {
        return String.valueOf(process.pid());
    }

    /** The CPU time, in nanoseconds, of its threads of each name; numbers in names do not count. */
    Map<String, Long> threads() throws IOException {
        Map<String, Long> nanos = new TreeMap<>();
        try (Stream<Path> tasks = Files.list(Path.of("/proc", pid(), "task"))) {
            for (Path task : tasks.toList()) {
                String name = Files.readString(task.resolve("comm")).strip().replaceAll("[0-9]+", "N");
                String used = Files.readString(task.resolve("schedstat")).split(" ", 2)[0];
                nanos.merge(name, Long.valueOf(used), Long::sum);
            }
        }
        return nanos;
    }

    /** All that it printed. */
    String printed() throws IOException {
        return Files.readString(out) + Files.readString(err);
    }

    /** Waits for {@code text} among what it prints. */
    void awaitPrinted(String text) throws IOException, InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!printed().contains(text)) {
            if (System.nanoTime() > end) {
                throw new AssertionError(text + " is not in " + printed());
            }
            Thread.sleep(10);
        }
    }

    /** Ends it by SIGTERM, for which it has nothing prepared. */
    void terminate() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
