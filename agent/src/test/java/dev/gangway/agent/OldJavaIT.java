package dev.gangway.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Verifies that a real JVM older than 17 gets one sentence and runs on: each {@code java} that {@code -Dagent.old-java} names.
 */
@EnabledIfSystemProperty(named = "agent.old-java", matches = ".+")
class OldJavaIT {

    private static final String PROGRAM = "public class Old { public static void main(String[] a) throws Exception {"
            + " System.out.println(System.getProperty(\"java.specification.version\")); System.in.read(); } }";

    @TempDir
    private static Path folder;

    @BeforeAll
    static void compile() throws Exception {
        Path source = Files.writeString(folder.resolve("Old.java"), PROGRAM);
        assertEquals(
                0,
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "--release", "8", "-Xlint:-options", source.toString()));
    }

    static Stream<String> javas() {
        return Stream.of(System.getProperty("agent.old-java").split(File.pathSeparator));
    }

    private static Process start(String java, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(java));
        command.addAll(List.of(words));
        return new ProcessBuilder(command).start();
    }

    private static String err(Process process) throws Exception {
        return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String sentence(String version) {
        return "gangway-agent: needs Java 17 or newer, this is Java " + version.replace("1.", "");
    }

    @ParameterizedTest
    @MethodSource("javas")
    void runsOnWithoutIt(String java) throws Exception {
        Process program = start(java, "-javaagent:" + Gateway.AGENT, "-cp", folder.toString(), "Old");
        String version = program.inputReader().readLine();
        String pid = String.valueOf(program.pid());
        AgentCommand.run("attach", pid).is(5, pid + " runs a Java that is too old", "Java 17 or newer");
        program.getOutputStream().close();
        assertEquals(sentence(version) + "; the application runs on without it\n", err(program));
        assertEquals(-1, program.getInputStream().read());
        assertEquals(0, program.waitFor());
    }

    @ParameterizedTest
    @MethodSource("javas")
    void commandsSaySo(String java) throws Exception {
        Process program = start(java, "-cp", folder.toString(), "Old");
        String version = program.inputReader().readLine();
        program.getOutputStream().close();
        Process list = start(java, "-jar", Gateway.AGENT.toString(), "list");
        assertEquals(sentence(version) + "\n", err(list));
        assertEquals(-1, list.getInputStream().read());
        assertEquals(10, list.waitFor());
    }
}
