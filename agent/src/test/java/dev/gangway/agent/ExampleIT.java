package dev.gangway.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the example as its README says. */
class ExampleIT {

    @ParameterizedTest
    @ValueSource(strings = {"9.4", "12.1"})
    void leavesARecord(String jetty) throws Exception {
        Path run = Path.of("..", "examples", "agent", "run").toAbsolutePath().normalize();
        ProcessBuilder builder = new ProcessBuilder(run.toString(), jetty).redirectErrorStream(true);
        String java = Path.of(System.getProperty("java.home"), "bin").toString();
        builder.environment().merge("PATH", java, (path, first) -> first + ":" + path);
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(0, process.waitFor(), printed);
        assertTrue(printed.contains("exchanges: 1"), printed);
        assertTrue(printed.contains("\"usage\":{\"input_tokens\":9,\"output_tokens\":3}"), printed);
    }
}
