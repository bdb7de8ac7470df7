package dev.gangway.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.agent.cli.CliRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Measures what the agent costs: CPU of the gateway per exchange, with it and without it in turn. Wants a quiet machine. */
@EnabledIfSystemProperty(named = "agent.cost", matches = "true")
class CostIT {

    private static final int ROUNDS = 7;
    private static final int EXCHANGES = 6000;
    private static final double MOST_MICROS = 15;

    @Test
    void costsLittle() throws Exception {
        try (TestProvider provider = TestProvider.start();
                Gateway gateway = Gateway.start(
                        Jetty.V12_1,
                        Path.of(System.getProperty("java.home")),
                        List.of("-XX:TieredStopAtLevel=4", "-Dup=http://127.0.0.1:" + provider.port()))) {
            Client client = new Client(gateway.port());
            RecordsFile records = new RecordsFile();
            List<String> settings = List.of(
                    "target=file", "file=" + records.path(), "providers=127.0.0.1:" + provider.port() + "=openai");
            List<Double> without = new ArrayList<>();
            List<Double> extra = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                double bare = micros(gateway, client);
                CliRun.ok("attach", gateway.pid(), settings);
                // What is woven anew is compiled anew, once.
                micros(gateway, client);
                double agent = micros(gateway, client);
                CliRun.ok("detach", gateway.pid());
                micros(gateway, client);
                if (round > 0) {
                    without.add(bare);
                    extra.add(agent - bare);
                }
            }
            System.out.printf(
                    "CPU per exchange without: median %.1f us of %s%nwith the agent more: median %.1f us of %s%n",
                    median(without), without, median(extra), extra);
            assertTrue(median(extra) <= MOST_MICROS, extra::toString);
        }
    }

    private static double micros(Gateway gateway, Client client) throws Exception {
        Duration before = gateway.cpu();
        for (int i = 0; i < EXCHANGES; i++) {
            assertEquals(200, client.post("/ee10/async/up", "gpt-4o").statusCode());
        }
        return gateway.cpu().minus(before).toNanos() / 1000.0 / EXCHANGES;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }
}
