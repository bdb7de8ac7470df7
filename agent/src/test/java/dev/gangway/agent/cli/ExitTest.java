package dev.gangway.agent.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Verifies that each exit code means one thing, which docs/agent.md tells. */
class ExitTest {

    @Test
    void allAreDocumented() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "agent.md"));
        String table = page.substring(page.indexOf("\n| code | meaning |"), page.indexOf("\n## Containers"));

        assertEquals(
                Stream.of(Exit.values()).map(Exit::code).distinct().sorted().toList(),
                table.lines()
                        .filter(line -> line.matches("\\| [0-9]+ \\|.*"))
                        .map(line -> Integer.valueOf(line.split(" ", 3)[1]))
                        .toList());
        assertEquals(
                Exit.values().length,
                Stream.of(Exit.values()).map(Exit::code).distinct().count());
    }
}
