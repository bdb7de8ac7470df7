package dev.gangway.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM without a Jetty, which waits for its end. */
record IdleJvm(Process process, String pid, String printed) implements AutoCloseable {

    static final Path CLASSES = Path.of("target", "test-classes").toAbsolutePath();

    /** Starts our own Java, as who we are. */
    static IdleJvm idle(String... options) throws Exception {
        return start(List.of(), AgentCommand.JAVA, CLASSES, options);
    }

    /** Starts {@code java}; {@code before} it may stand what gives it another user or name space. */
    static IdleJvm start(List<String> before, String java, Path classes, String... options) throws Exception {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(java, "-Xshare:auto", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(options));
        Process process = AgentCommand.start(command, "-cp", classes.toString(), "dev.gangway.agent.Idle");
        String printed = untilReady(process.inputReader());
        // What forks has the JVM as its child.
        ProcessHandle jvm = process.descendants().findFirst().orElse(process.toHandle());
        return new IdleJvm(process, String.valueOf(jvm.pid()), printed);
    }

    private static String untilReady(BufferedReader lines) throws IOException {
        StringBuilder printed = new StringBuilder();
        String line = lines.readLine();
        while (line != null && !line.equals("READY")) {
            printed.append(line).append('\n');
            line = lines.readLine();
        }
        assertEquals("READY", line, printed.toString());
        return printed.toString();
    }

    @Override
    public void close() throws Exception {
        process.getOutputStream().close();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }
}
