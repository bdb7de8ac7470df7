package dev.gangway.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gangway.agent.cli.CliRun;
import dev.gangway.agent.cli.CliRun.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Verifies the settings and the command line on a gateway that runs, and what it says where it cannot work. */
class AgentIT {

    private static final Path JAVA = Path.of(System.getProperty("java.home"));
    private static final String BARE = "/ee10/async";

    private static TestProvider provider;

    @BeforeAll
    static void start() throws IOException {
        provider = TestProvider.start();
    }

    @AfterAll
    static void stop() {
        provider.close();
    }

    private static Gateway gateway(String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of("-Dup=http://127.0.0.1:" + provider.port()));
        all.addAll(List.of(options));
        return Gateway.start(Jetty.V12_1, JAVA, all);
    }

    private static String providers() {
        return "providers=127.0.0.1:" + provider.port() + "=openai";
    }

    private static String javaagent(String arguments) {
        return "-javaagent:" + Gateway.AGENT + "=" + arguments;
    }

    private static void ask(Gateway gateway, String model) throws Exception {
        assertEquals(true, new Client(gateway.port()).post(BARE + "/up", model).statusCode() > 0);
    }

    /** Waits for {@code text} among what the gateway prints. */
    private static void awaitPrinted(Gateway gateway, String text) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!gateway.printed().contains(text)) {
            assertTrue(System.nanoTime() < end, () -> text + " is not there");
            Thread.sleep(10);
        }
    }

    @Test
    void logsByTheApplicationsOwnLog() throws Exception {
        try (Gateway gateway = gateway(javaagent(providers()))) {
            ask(gateway, "gpt-4o");
            awaitPrinted(gateway, "dg.exchange:gangway-records: {\"ts\":");
            assertFalse(gateway.printed().contains(TestProvider.SECRET));
        }
    }

    @Test
    void changesSettingsAndTellsHowItIs() throws Exception {
        RecordsFile records = new RecordsFile();
        try (Gateway gateway = gateway()) {
            String pid = gateway.pid();
            CliRun.ok("attach", pid, List.of("target=file", "file=" + records.path(), providers()));
            ask(gateway, "gpt-4o");
            records.takeOne();

            CliRun.ok("set", pid, List.of("sample=0"));
            ask(gateway, "gpt-4o");
            ask(gateway, "error-429");
            assertEquals(429, records.takeOne().path("status").asInt());

            Ended refused = CliRun.run("set", pid, "sample=7");
            assertEquals(7, refused.exit());
            assertTrue(refused.out().contains("sample=7: must be a number from 0 to 1"), refused.out());

            CliRun.ok("set", pid, List.of("format=logfmt", "target=stderr", "sample=1"));
            ask(gateway, "gpt-4o");
            awaitPrinted(gateway, " provider=openai method=POST path=/v1/chat/completions operation=openai.chat");

            String status = CliRun.ok("status", pid, List.of());
            assertTrue(status.contains("exchanges: 4"), status);
            assertTrue(status.contains("errors: 1"), status);
            assertTrue(status.contains("clients: [JETTY_12, 10 hooks]"), status);
            String json = CliRun.run("--json", "status", pid).out();
            assertTrue(json.contains("\"exchanges\":4") && json.contains("\"faults\":0"), json);
            assertTrue(CliRun.run("list").out().contains(pid + "  java "));

            CliRun.ok("detach", pid);
            assertEquals(6, CliRun.run("status", pid).exit());
            assertEquals(6, CliRun.run("detach", pid).exit());
        }
    }

    /** What the provider echoes, headers and query included, is the worst that a body can hold. */
    @Test
    void showsBodiesOnlyWhereAskedToAndNeverASecret() throws Exception {
        RecordsFile records = new RecordsFile();
        String file = "target=file;file=" + records.path() + ";" + providers();
        try (Gateway gateway = gateway(javaagent(file + ";bodies=true;bodies.limit=300;bodies.redact=prompt_[a-z]+"))) {
            ask(gateway, "echo");
            JsonNode bodies = records.takeOne().path("bodies");
            String asked = bodies.path("request").path("text").asString();
            String answered = bodies.path("response").path("text").asString();
            assertTrue(asked.contains("\"content\":\"****\"") && asked.contains("echo"), asked);
            assertTrue(answered.contains("\"query\":\"key=****\"") && answered.contains("****\":9"), answered);
            awaitPrinted(gateway, "bodies=true: excerpts of what is asked and answered");

            CliRun.ok("set", gateway.pid(), List.of("bodies=false"));
            ask(gateway, "echo");
            assertTrue(records.takeOne().path("bodies").isMissingNode());

            CliRun.ok("set", gateway.pid(), List.of("bodies=true", "bodies.limit=10"));
            ask(gateway, "echo");
            JsonNode ten = records.takeOne().path("bodies").path("request");
            assertEquals("{\"text\":\"{\\\"messages\",\"truncated\":true}", ten.toString());
            Ended refused = CliRun.run("set", gateway.pid(), "target=stderr");
            assertEquals(7, refused.exit());
            assertTrue(refused.out().contains("bodies=true needs target=file"), refused.out());

            assertFalse(records.text().contains(TestProvider.SECRET));
            assertFalse(gateway.printed().contains(TestProvider.SECRET));
        }
    }

    @Test
    void badSettingsDoNotStopTheApplication() throws Exception {
        try (Gateway gateway = gateway(javaagent("sample=7;speed=1"))) {
            ask(gateway, "gpt-4o");
            String printed = gateway.printed();
            assertTrue(printed.contains("sample=7: must be a number from 0 to 1"), printed);
            assertTrue(printed.contains("speed: there is no such setting"), printed);
            assertTrue(printed.contains("the application runs on without it"), printed);
        }
        try (Gateway gateway = gateway()) {
            Ended refused = CliRun.run("attach", gateway.pid(), "sample=7");
            assertEquals(7, refused.exit());
            assertTrue(refused.out().contains("sample=7: must be a number from 0 to 1"), refused.out());
            CliRun.ok("attach", gateway.pid());
        }
    }

    @Test
    void saysWhyNothingCanBeAttached() throws Exception {
        String agent = "-javaagent:" + System.getProperty("agent.jar");
        try (Gateway gateway = gateway("-XX:+DisableAttachMechanism")) {
            Ended refused = CliRun.run("attach", gateway.pid());
            assertEquals(5, refused.exit(), refused.out());
            assertTrue(refused.out().contains("-XX:+DisableAttachMechanism"), refused.out());
            assertTrue(refused.out().contains(agent), refused.out());
            Ended doctor = CliRun.run("doctor", gateway.pid());
            assertEquals(5, doctor.exit());
            assertTrue(doctor.out().contains(agent), doctor.out());
        }
        try (Gateway gateway = gateway("-XX:-EnableDynamicAgentLoading")) {
            Ended refused = CliRun.run("attach", gateway.pid());
            assertEquals(5, refused.exit(), refused.out());
            assertTrue(refused.out().contains("JEP 451") && refused.out().contains(agent), refused.out());
            assertTrue(CliRun.run("doctor", gateway.pid()).out().contains("JEP 451"));
        }
    }

    /** Root may, so this needs to be somebody else than the target, and that needs root. */
    @Test
    void anotherUsersJvmIsNotAllowed() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can become somebody else");
        Path jar = Files.copy(Gateway.AGENT, Files.createTempDirectory("agent").resolve("agent.jar"));
        try (Gateway gateway = gateway();
                Stream<Path> files = Files.walk(jar.getParent())) {
            for (Path file : files.toList()) {
                assertTrue(
                        file.toFile().setReadable(true, false) && file.toFile().setExecutable(true, false));
            }
            Process process = new ProcessBuilder(
                            "setpriv",
                            "--reuid=65534",
                            "--regid=65534",
                            "--clear-groups",
                            JAVA.resolve("bin/java").toString(),
                            "-jar",
                            jar.toString(),
                            "attach",
                            gateway.pid())
                    .redirectErrorStream(true)
                    .start();
            String printed =
                    new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertEquals(4, process.waitFor(), printed);
            assertTrue(printed.contains("runs as another user"), printed);
        }
    }

    @Test
    void isACommand() throws Exception {
        Process process = new ProcessBuilder(
                        JAVA.resolve("bin/java").toString(), "-jar", Gateway.AGENT.toString(), "attach", "999999999")
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertEquals(3, process.waitFor(), printed);
        assertEquals(2, CliRun.run("attach").exit());
        assertEquals(
                2,
                CliRun.run("attach", String.valueOf(ProcessHandle.current().pid()))
                        .exit());
        assertEquals(0, CliRun.run("help").exit());
    }

    @Test
    void worksBesideTheOpenTelemetryAgent() throws Exception {
        Path otel;
        try (Stream<Path> files = Files.list(Path.of("target", "extras").toAbsolutePath())) {
            otel = files.filter(file -> file.toString().contains("opentelemetry-javaagent"))
                    .findFirst()
                    .orElseThrow();
        }
        RecordsFile records = new RecordsFile();
        try (Gateway gateway = gateway(
                "-javaagent:" + otel,
                "-Dotel.sdk.disabled=false",
                "-Dotel.traces.exporter=none",
                "-Dotel.metrics.exporter=none",
                "-Dotel.logs.exporter=none",
                javaagent(providers() + ";target=file;file=" + records.path()))) {
            new Cases(new Client(gateway.port()), provider, BARE, records).answer();
            CliRun.ok("detach", gateway.pid());
            new Cases(new Client(gateway.port()), provider, BARE, null).answer();
            CliRun.ok("attach", gateway.pid(), List.of(providers(), "target=file", "file=" + records.path()));
            new Cases(new Client(gateway.port()), provider, BARE, records).answer();
        }
    }
}
