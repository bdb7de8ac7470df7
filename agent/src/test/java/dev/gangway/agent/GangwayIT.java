package dev.gangway.agent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.agent.cli.CliRun;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Beside Gangway's own servlets an exchange of theirs has one record, theirs; every other client of that JVM has the agent's. */
class GangwayIT {

    private static final String OWN = "/own/up";
    private static final List<String> OTHERS =
            List.of("/ee10/plain/up", "/ee10/async/up", "/ee10/bare/up", "/core/proxy/up");

    private final RecordsFile gangways;
    private final RecordsFile agents;

    GangwayIT() throws Exception {
        gangways = new RecordsFile();
        agents = new RecordsFile();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void leavesToThemWhatIsTheirs(boolean attached) throws Exception {
        try (TestProvider provider = TestProvider.start()) {
            List<String> settings = List.of(
                    "target=file", "file=" + agents.path(), "providers=127.0.0.1:" + provider.port() + "=openai");
            String start = attached
                    ? "-XX:+EnableDynamicAgentLoading"
                    : "-javaagent:" + Gateway.AGENT + "=" + String.join(";", settings);
            List<String> options =
                    List.of(start, "-Dup=http://127.0.0.1:" + provider.port(), "-Drecords=" + gangways.path());
            try (Gateway gateway = Gateway.startWithGangway(Path.of(System.getProperty("java.home")), options)) {
                Client client = new Client(gateway.port());
                if (attached) {
                    own(client);
                    CliRun.ok("attach", gateway.pid(), settings);
                }
                for (String other : OTHERS) {
                    own(client);
                    assertEquals(200, client.post(other, "gpt-4o").statusCode());
                    // Records come in their order: were there one of the exchanges before, it would be here too.
                    assertEquals(
                            "gpt-4o", agents.takeOne().path("request_model").asString(), other);
                }
            }
        }
        assertEquals(List.of(), gangways.fresh());
        assertEquals(List.of(), agents.fresh());
    }

    private void own(Client client) throws Exception {
        assertArrayEquals(TestProvider.ANSWER, client.post(OWN, "gpt-4o").body());
        assertEquals(429, client.post(OWN, "error-429").statusCode());
        HttpResponse<InputStream> stream = client.stream(OWN);
        assertEquals(
                TestProvider.FIRST.length + TestProvider.SECOND.length,
                stream.body().readAllBytes().length);
        assertTrue(client.leave(OWN));
        assertEquals(
                List.of("complete 200", "complete 429", "complete 200", "client-aborted 200"),
                gangways.take(4).stream()
                        .map(record -> record.path("end").asString() + " " + record.path("status"))
                        .toList());
    }
}
