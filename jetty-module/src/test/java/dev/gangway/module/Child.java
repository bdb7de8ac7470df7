package dev.gangway.module;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A process under test. Its output goes to files, so that it never waits for us. */
final class Child implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> NOT_INHERITED = List.of(
            "GANGWAY_CONFIG",
            "JDK_JAVA_OPTIONS",
            "JAVA_TOOL_OPTIONS",
            "JETTY_HOME",
            "JETTY_BASE",
            "CATALINA_OPTS",
            "JAVA_OPTS");

    private final Process process;
    private final Path out;
    private final Path err;

    private Child(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    static Child start(Path directory, Map<String, String> environment, List<String> command) {
        try {
            Path out = Files.createTempFile(Build.workDirectory(), "stdout", "");
            Path err = out.resolveSibling("stderr");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            NOT_INHERITED.forEach(builder.environment()::remove);
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            builder.environment().putAll(environment);
            return new Child(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for a line on standard output that begins so, and returns the rest of it. */
    String awaitLine(String prefix) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            boolean ended = !process.isAlive();
            for (String line : out().lines().toList()) {
                if (line.startsWith(prefix)) {
                    return line.substring(prefix.length());
                }
            }
            if (ended) {
                throw new AssertionError("Ended before it said '" + prefix + "'\n" + this);
            }
            sleep(Duration.ofMillis(20));
        }
        throw new AssertionError("Never said '" + prefix + "'\n" + this);
    }

    int awaitExit() {
        try {
            if (!process.waitFor(PATIENCE.toNanos(), NANOSECONDS)) {
                throw new AssertionError("Does not end\n" + this);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    long pid() {
        return process.pid();
    }

    /** Waits until a shell script has become the JVM that it starts, and that JVM lets others attach. */
    void awaitJava() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (process.isAlive() && System.nanoTime() < end) {
            if (VirtualMachine.list().stream().anyMatch(machine -> machine.id().equals(Long.toString(pid())))) {
                return;
            }
            sleep(Duration.ofMillis(20));
        }
        throw new AssertionError("No JVM\n" + this);
    }

    /** Sends SIGTERM. */
    void terminate() {
        process.destroy();
    }

    List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String out() {
        return read(out);
    }

    String err() {
        return read(err);
    }

    /** Leaves no process behind, whatever a test has done. */
    @Override
    public void close() {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(handle -> handle.onExit().orTimeout(10, SECONDS).join());
        all.forEach(Child::sweep);
    }

    /** A JVM that is killed leaves its socket for attaching and its counters. */
    private static void sweep(ProcessHandle killed) {
        String user = System.getProperty("user.name");
        for (String left : List.of("/tmp/.java_pid", "/tmp/hsperfdata_" + user + "/")) {
            try {
                Files.deleteIfExists(Path.of(left + killed.pid()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public String toString() {
        return process.info().commandLine().orElse("(ended)") + "\n--- stdout\n" + out() + "--- stderr\n" + err();
    }

    static void sleep(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
