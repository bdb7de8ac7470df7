package dev.gangway.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Runs the commands that the demo prints. */
class DemoIT {
    private static final Pattern COMMAND = Pattern.compile("^curl .*\\\\\n.*$", Pattern.MULTILINE);

    private final Launcher launcher = new Launcher();

    @AfterEach
    void stop() {
        launcher.close();
    }

    @Test
    void everyPrintedCommandIsAnswered() {
        Child demo = launcher.start("demo", "--port", "0");
        demo.awaitLine("Ctrl-C stops both.");
        List<String> commands = COMMAND.matcher(demo.out())
                .results()
                .map(found -> found.group())
                .toList();
        assertEquals(11, commands.size(), demo::out);
        for (String command : commands) {
            List<String> shell = List.of("sh", "-c", command.replace("curl -sN", "curl -sSfN --max-time 20"));
            try (Child curl = Child.start(Build.TARGET, Map.of(), shell)) {
                assertEquals(0, curl.awaitExit(), () -> command + "\n" + curl + demo);
                assertTrue(curl.out().contains("{"), curl::toString);
            }
        }
        demo.terminate();
        demo.awaitExit();
    }

    @Test
    void leavesNothingBehind() throws IOException {
        Set<Path> before = targetFiles();
        Child demo = launcher.start("demo", "--port", "0");
        demo.awaitLine("Ctrl-C stops both.");
        List<ProcessHandle> children = demo.descendants();
        assertTrue(children.size() >= 2, children::toString);
        demo.terminate();
        assertEquals(128 + 15, demo.awaitExit(), demo::toString);
        assertTrue(children.stream().noneMatch(ProcessHandle::isAlive), children::toString);
        assertEquals(before, targetFiles());
    }

    private static Set<Path> targetFiles() throws IOException {
        try (Stream<Path> files = Files.list(Build.TARGET)) {
            return files.filter(file -> !file.endsWith("base")).collect(Collectors.toSet());
        }
    }
}
