package dev.gangway.agent.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The command line, without a JVM of its own; what it attaches is the final jar. */
public final class CliRun {

    private CliRun() {}

    /** How a command ended, and what it printed. */
    public record Ended(int exit, String out) {}

    public static Ended run(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        int exit = Cli.run(System.getProperty("agent.jar"), print, print, words);
        return new Ended(exit, out.toString(StandardCharsets.UTF_8));
    }

    public static String ok(String command, String pid, List<String> rest) {
        List<String> words = new ArrayList<>(List.of(command, pid));
        words.addAll(rest);
        Ended ended = run(words.toArray(String[]::new));
        assertEquals(0, ended.exit(), ended.out());
        return ended.out();
    }

    public static String ok(String command, String pid) {
        return ok(command, pid, List.of());
    }
}
