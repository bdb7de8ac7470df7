package dev.gangway.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.tools.attach.VirtualMachine;
import dev.gangway.agent.cli.CliRun;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Verifies that the agent is in a gateway once, however often it is loaded, and how it ends: with the JVM, or by its own faults. */
class SafetyIT {

    private static final int MOST_FAULTS = 20;

    private final RecordsFile records;

    SafetyIT() throws Exception {
        records = new RecordsFile();
    }

    private List<String> settings(TestProvider provider) {
        return List.of("target=file", "file=" + records.path(), "providers=127.0.0.1:" + provider.port() + "=openai");
    }

    private Gateway gateway(Jetty jetty, TestProvider provider) throws Exception {
        String agent = "-javaagent:" + Gateway.AGENT + "=" + String.join(";", settings(provider));
        String up = "-Dup=http://127.0.0.1:" + provider.port();
        return Gateway.start(jetty, Jdks.own(), List.of(agent, agent, up));
    }

    /** By two options, and past the command line, which would not do it, by the JVM. */
    @Test
    void isThereOnce() throws Exception {
        try (TestProvider provider = TestProvider.start();
                Gateway gateway = gateway(Jetty.V12_1, provider)) {
            Cases cases = new Cases(new Client(gateway.port()), provider, "/ee10/async", records);
            cases.answer();
            VirtualMachine machine = VirtualMachine.attach(gateway.pid());
            machine.loadAgent(Gateway.AGENT.toString(), String.join(";", settings(provider)));
            machine.detach();
            cases.answer();
            assertEquals(2, count(gateway, "gangway-agent: already attached; detach it first"));
            assertEquals(List.of(), records.fresh());
        }
    }

    /** It comes while the table of prices is read for the first record. */
    @Test
    void theJvmsEndTakesNoRecordAlong() throws Exception {
        try (TestProvider provider = TestProvider.start();
                Gateway gateway = gateway(Jetty.V12_1, provider)) {
            new Client(gateway.port()).post("/ee10/bare/up", "gpt-4o");
            gateway.terminate();
            assertEquals(1, records.fresh().size());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V9", "V12_1"})
    void stopsWhereItFailsTooOften(Jetty jetty) throws Exception {
        String kind = "/" + jetty.environments().get(0).name() + "/bare";
        try (TestProvider provider = TestProvider.start();
                Gateway gateway = gateway(jetty, provider)) {
            Client client = new Client(gateway.port());
            for (int i = 1; i < MOST_FAULTS; i++) {
                client.post(kind + "/up", "fault");
                records.takeOne();
            }
            // Its exchange begins after the fault.
            client.post(kind + "/up", "fault");
            gateway.awaitPrinted("20 faults, the last one java.lang.IllegalArgumentException: nothing is recorded");
            Cases unrecorded = new Cases(client, provider, kind, null);
            unrecorded.answer();
            client.post(kind + "/up", "fault");
            assertEquals(1, count(gateway, "[WARN]"));

            // Nothing of what came before is recorded late.
            CliRun.ok("detach", gateway.pid());
            assertEquals(List.of(), records.fresh());
            CliRun.ok("attach", gateway.pid(), settings(provider));
            new Cases(client, provider, kind, records).answer();
        }
    }

    private static int count(Gateway gateway, String text) throws Exception {
        return gateway.printed().split(Pattern.quote(text), -1).length - 1;
    }
}
