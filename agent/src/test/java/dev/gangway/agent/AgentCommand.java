package dev.gangway.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line, as a process. */
final class AgentCommand {

    /** The {@code java} that runs the tests. */
    static final String JAVA = Jdks.own().resolve("bin/java").toString();

    /** What makes a process nobody's; it leaves nothing in {@code /tmp}. */
    static final List<String> NOBODY = List.of(
            "setpriv",
            "--reuid=65534",
            "--regid=65534",
            "--clear-groups",
            "--",
            "env",
            "JDK_JAVA_OPTIONS=-XX:-UsePerfData");

    private AgentCommand() {}

    static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    /** How a command ended, and what it printed. */
    record Ended(int exit, String printed) {

        void is(int code, String... parts) {
            assertEquals(code, exit, printed);
            for (String part : parts) {
                assertTrue(printed.contains(part), () -> part + " in " + printed);
            }
        }
    }

    /** Starts {@code command}; what stands {@code before} it may give it another user or name space. */
    static Process start(List<String> before, String... command) throws IOException {
        List<String> all = new ArrayList<>(before);
        all.addAll(List.of(command));
        return new ProcessBuilder(all).redirectErrorStream(true).start();
    }

    /** With our own Java, as who we are. */
    static Ended run(String... words) throws Exception {
        return run(List.of(), JAVA, Gateway.AGENT, words);
    }

    static Ended run(List<String> before, String java, Path jar, String... words) throws Exception {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(java, "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-jar", jar.toString()));
        Process process = start(command, words);
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), printed);
    }
}
