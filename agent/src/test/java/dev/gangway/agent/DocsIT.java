package dev.gangway.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Verifies docs/agent.md: its commands as they are written there, but for process ids and paths, and what it says is supported. */
class DocsIT {

    private static final Pattern BLOCK = Pattern.compile("```\n(.*?)```", Pattern.DOTALL);

    private static String page;

    @TempDir
    private Path folder;

    @BeforeAll
    static void read() throws Exception {
        page = Files.readString(Path.of("..", "docs", "agent.md"));
    }

    private static String block(String with) {
        Matcher matcher = BLOCK.matcher(page);
        while (matcher.find()) {
            if (matcher.group(1).contains(with)) {
                return matcher.group(1);
            }
        }
        throw new AssertionError("no block with " + with);
    }

    private static String shell(String commands) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", commands).redirectErrorStream(true);
        String bin = Jdks.own().resolve("bin").toString();
        builder.environment().merge("PATH", bin, (path, first) -> first + ":" + path);
        Process process = builder.start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private String local(String commands, Gateway gateway) {
        return commands.replaceAll("\\S*gangway-agent-[-.0-9A-Z]+\\.jar", Gateway.AGENT.toString())
                .replace("4711", gateway.pid())
                .replace("/var/log", folder.toString());
    }

    @Test
    void itComesAndGoesByTheCommands() throws Exception {
        try (TestProvider provider = TestProvider.start();
                Gateway gateway = Gateway.start(
                        Jetty.V12_1,
                        Jdks.own(),
                        List.of("-XX:+EnableDynamicAgentLoading", "-Dup=http://127.0.0.1:" + provider.port()))) {
            new Client(gateway.port()).post("/ee10/async/up", "gpt-4o");
            String printed = shell(local(block(" detach 4711"), gateway));
            assertTrue(printed.contains(gateway.pid() + "  java "), printed);
            assertTrue(printed.contains("clients: [JETTY_12, 10 hooks]"), printed);
            assertTrue(printed.endsWith("The agent is gone from " + gateway.pid() + ".\n"), printed);
            assertTrue(Files.exists(folder.resolve("llm.jsonl")));

            assertEquals("0\n0\n", shell(local(block("GC.class_histogram"), gateway)));
        }
    }

    @Test
    void itIsThereFromTheStartByTheOptionThatIsShown() throws Exception {
        Path file = Files.writeString(folder.resolve("gangway-agent.properties"), "format=logfmt\ntarget=stderr\n");
        Matcher option = Pattern.compile("-javaagent:\\S+").matcher(block("-jar gateway.jar"));
        assertTrue(option.find());
        try (TestProvider provider = TestProvider.start()) {
            String own = "-Dgangway.agent.providers=127.0.0.1:" + provider.port() + "=openai";
            String up = "-Dup=http://127.0.0.1:" + provider.port();
            try (Gateway gateway = Gateway.start(
                    Jetty.V12_1,
                    Jdks.own(),
                    List.of(
                            option.group()
                                    .replaceAll("/\\S*gangway-agent-[-.0-9A-Z]+\\.jar", Gateway.AGENT.toString())
                                    .replace("/etc/gangway-agent.properties", file.toString()),
                            own,
                            up))) {
                new Client(gateway.port()).post("/ee10/async/up", "gpt-4o");
                gateway.awaitPrinted(" provider=openai method=POST");
            }
        }
    }

    /** What is run in the container is run here; that Docker runs it, nobody verifies. */
    @Test
    void itComesToAContainerByTheCommands() throws Exception {
        try (Gateway gateway =
                Gateway.start(Jetty.V12_1, Jdks.own(), List.of("-XX:+EnableDynamicAgentLoading", "-Dup=http://none"))) {
            String docker = "docker() { test $1 = cp || { shift 2; \"$@\"; }; }\n";
            String printed = shell(docker
                    + local(block("docker exec"), gateway).replace("attach 1 ", "attach " + gateway.pid() + " "));
            assertTrue(printed.contains(gateway.pid()) && !printed.contains("not found"), printed);
            AgentCommand.run("status", gateway.pid()).is(0, "target");
        }
    }

    @Test
    void theCommandThatMeasuresRunsTheTest() {
        EnabledIfSystemProperty when = CostIT.class.getAnnotation(EnabledIfSystemProperty.class);
        String command = block("-D" + when.named() + "=" + when.matches());
        assertTrue(command.contains(" -Dit.test=" + CostIT.class.getSimpleName() + " "), command);
    }

    /** The servers that MatrixIT runs, and their environments, are those of the table. */
    @Test
    void whatIsSupportedIsWhatIsTested() {
        List<String> tested = new ArrayList<>();
        for (Jetty jetty : Jetty.values()) {
            tested.add(jetty.version().replaceAll("\\.v[0-9]+", ""));
        }
        String table = page.substring(page.indexOf("\n## Support"), page.indexOf("\n## Whose traffic"));
        List<String> documented = new ArrayList<>();
        Matcher version = Pattern.compile("[0-9]+\\.[0-9]+\\.[0-9]+").matcher(table);
        while (version.find()) {
            documented.add(version.group());
        }
        assertEquals(tested, documented);
        for (Jetty jetty : List.of(Jetty.V12_0, Jetty.V12_1)) {
            String row = table.lines()
                    .filter(line -> line.contains(jetty.version()))
                    .findFirst()
                    .orElseThrow();
            List<String> names = new ArrayList<>();
            jetty.environments().forEach(environment -> names.add(environment.name()));
            assertTrue(row.endsWith("| " + String.join(", ", names) + ", core |"), row);
        }
    }
}
