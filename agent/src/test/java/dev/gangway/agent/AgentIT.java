package dev.gangway.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.agent.cli.CliRun;
import dev.gangway.agent.cli.CliRun.Ended;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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

    @Test
    void logsByTheApplicationsOwnLog() throws Exception {
        try (Gateway gateway = gateway(javaagent(providers()))) {
            ask(gateway, "gpt-4o");
            gateway.awaitPrinted("dg.exchange:gangway-records: {\"ts\":");
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
            gateway.awaitPrinted(" provider=openai method=POST path=/v1/chat/completions operation=openai.chat");

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
            gateway.awaitPrinted("bodies=true: excerpts of what is asked and answered");

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

    /** For programs: one object on one line, whatever comes of it. */
    @Test
    void answersInJson() throws Exception {
        try (Gateway gateway = gateway()) {
            String pid = gateway.pid();
            assertEquals("[]", json(0, "doctor", pid).path("findings").toString());
            JsonNode none = json(6, "status", pid);
            assertEquals(false, none.path("ok").asBoolean(true));
            assertEquals("The agent is not in " + pid + ".", none.path("error").asString());
            assertEquals("Put it there: attach " + pid + ".", none.path("fix").asString());

            assertEquals(
                    "attached",
                    json(0, "attach", pid, providers()).path("state").asString());
            assertTrue(json(0, "attach", pid).path("already").asBoolean());
            JsonNode listed = json(0, "list")
                    .path("jvms")
                    .valueStream()
                    .filter(row -> row.path("pid").asString().equals(pid))
                    .findFirst()
                    .orElseThrow();
            assertEquals("gateway.Main", listed.path("main").asString());
            assertEquals(Version.TEXT, listed.path("agent").asString());
            JsonNode settings = json(0, "set", pid, "sample=0.5").path("settings");
            assertEquals("0.5", settings.path("sample").asString());
            assertTrue(json(7, "set", pid, "sample=7").path("error").asString().startsWith("sample=7"));
            JsonNode status = json(0, "status", pid);
            assertEquals("0.5", status.path("settings").path("sample").asString());
            assertTrue(json(5, "doctor", pid).path("javaagent").asString().startsWith("-javaagent:/"));

            JsonNode detached = json(0, "detach", pid);
            assertEquals(
                    "detached true",
                    detached.path("state").asString() + " "
                            + detached.path("reset").asString());
            assertEquals(false, json(2, "attach").path("usage").isMissingNode());
        }
    }

    private static JsonNode json(int exit, String... words) {
        List<String> all = new ArrayList<>(List.of("--json"));
        all.addAll(List.of(words));
        Ended ended = CliRun.run(all.toArray(String[]::new));
        assertEquals(exit, ended.exit(), ended.out());
        assertEquals(1, ended.out().lines().count(), ended.out());
        JsonNode answer = new JsonMapper().readTree(ended.out());
        assertEquals(exit == 0, answer.path("ok").asBoolean());
        return answer;
    }

    @Test
    void aClientThatItDoesNotKnowIsLeftAlone(@TempDir Path folder) throws Exception {
        Path source = Files.writeString(
                Files.createDirectories(folder.resolve("org/eclipse/jetty/client"))
                        .resolve("HttpRequest.java"),
                """
                package org.eclipse.jetty.client;
                public class HttpRequest {
                    public static void main(String[] arguments) {
                        System.out.println("runs " + new ResponseNotifier());
                    }
                }
                class ResponseNotifier {}
                """);
        Process process = new ProcessBuilder(JAVA.resolve("bin/java").toString(), javaagent(""), source.toString())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), printed);
        assertTrue(printed.contains("runs org.eclipse.jetty.client.ResponseNotifier"), printed);
        assertTrue(printed.contains("is left alone, for it lacks send, abort, request bytes"), printed);
        assertEquals(1, printed.lines().filter(line -> line.contains("WARN")).count(), printed);
    }

    @Test
    void tellsHowItIsUsed() throws Exception {
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
