package dev.gangway.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gangway.agent.Jetty.Environment;
import dev.gangway.agent.cli.CliRun;
import dev.gangway.examples.standin.StandInProvider;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every kind of gateway on every Jetty, with the agent from the start and attached later: nothing changes but that there are records. */
class MatrixIT {

    private static final Path JAVA = Path.of(System.getProperty("java.home"));

    private static TestProvider provider;
    private static StandInProvider http2;

    @BeforeAll
    static void start() throws Exception {
        provider = TestProvider.start();
        http2 = StandInProvider.start(0);
    }

    @AfterAll
    static void stop() {
        provider.close();
        http2.close();
    }

    @ParameterizedTest
    @EnumSource
    void fromTheStart(Jetty jetty) throws Exception {
        fromTheStart(jetty, JAVA);
    }

    @ParameterizedTest
    @EnumSource
    void attached(Jetty jetty) throws Exception {
        attached(jetty, JAVA);
    }

    @ParameterizedTest
    @EnumSource(names = {"V9", "V12_1"})
    void fromTheStartOnTheNewestJava(Jetty jetty) throws Exception {
        fromTheStart(jetty, newest());
    }

    @ParameterizedTest
    @EnumSource(names = {"V9", "V12_1"})
    void attachedOnTheNewestJava(Jetty jetty) throws Exception {
        attached(jetty, newest());
    }

    private static Path newest() {
        assumeTrue(Jdks.newest().isPresent(), "no JDK 25 in /usr/lib/jvm");
        return Jdks.newest().orElseThrow();
    }

    private void fromTheStart(Jetty jetty, Path java) throws Exception {
        RecordsFile records = new RecordsFile();
        String agent = "-javaagent:" + Gateway.AGENT + "=" + String.join(";", settings(records));
        try (Gateway gateway = Gateway.start(jetty, java, options(agent))) {
            everything(jetty, gateway, records);
            nothingLeaked(gateway, records);
            assertFalse(gateway.printed().contains("[WARN]"), gateway::pid);
        }
    }

    private void attached(Jetty jetty, Path java) throws Exception {
        RecordsFile records = new RecordsFile();
        try (Gateway gateway = Gateway.start(jetty, java, options("-XX:+EnableDynamicAgentLoading"))) {
            everything(jetty, gateway, null);
            for (int i = 0; i < 2; i++) {
                CliRun.ok("attach", gateway.pid(), settings(records));
            }
            everything(jetty, gateway, records);
            CliRun.ok("detach", gateway.pid());
            everything(jetty, gateway, null);
            assertEquals(List.of(), records.fresh());
            nothingLeaked(gateway, records);
        }
    }

    private static List<String> settings(RecordsFile records) {
        return List.of(
                "target=file",
                "file=" + records.path(),
                "providers=127.0.0.1:" + provider.port() + "=openai,127.0.0.1:1=openai,127.0.0.1:" + http2.port()
                        + "=openai");
    }

    private static List<String> options(String first) {
        return List.of(
                first,
                "-Dup=http://127.0.0.1:" + provider.port(),
                "-Drefused=http://127.0.0.1:1",
                "-Dh2=http://127.0.0.1:" + http2.port());
    }

    private static void everything(Jetty jetty, Gateway gateway, @Nullable RecordsFile records) throws Exception {
        Client client = new Client(gateway.port());
        List<String> kinds = new ArrayList<>();
        for (Environment environment : jetty.environments()) {
            Stream.of("plain", "async", "middleman", "bare")
                    .forEach(kind -> kinds.add("/" + environment.name() + "/" + kind));
        }
        if (jetty.is12()) {
            kinds.add("/core/proxy");
        }
        for (String kind : kinds) {
            try {
                new Cases(client, provider, kind, records).all();
            } catch (Exception | AssertionError e) {
                throw new AssertionError(
                        jetty.version() + " " + kind + ": " + e.getMessage() + "\n" + gateway.printed(), e);
            }
        }
        if (jetty.speaksHttp2()) {
            http2(client, "/" + jetty.environments().get(0).name() + "/bare/h2", records);
        }
    }

    private static void http2(Client client, String kind, @Nullable RecordsFile records) throws Exception {
        HttpResponse<byte[]> response = client.post(kind, "gpt-4o");
        assertEquals(200, response.statusCode());
        assertEquals(
                "HTTP/2.0", http2.received().get(http2.received().size() - 1).protocol());
        if (records != null) {
            assertTrue(records.takeOne().path("usage").path("input_tokens").asInt() > 0);
        }
    }

    private static void nothingLeaked(Gateway gateway, RecordsFile records) throws Exception {
        assertFalse(gateway.printed().contains(TestProvider.SECRET), gateway::pid);
        assertFalse(records.text().contains(TestProvider.SECRET));
    }
}
