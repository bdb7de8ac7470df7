package dev.gangway.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Measures what the agent costs: CPU per exchange of two gateways, one with it and one without, which get the same load in turn.
 * Wants a quiet machine. {@code -Dagent.cost.settings=prices=off} and its like say what of it is what.
 */
@EnabledIfSystemProperty(named = "agent.cost", matches = "true")
class CostIT {

    private static final int WARM_UP = 30_000;
    private static final int ROUNDS = 40;
    private static final int EXCHANGES = 1000;
    private static final double MOST_MICROS = 15;

    @Test
    void costsLittle() throws Exception {
        try (TestProvider provider = TestProvider.start();
                Gateway bare = gateway(provider, "-Dagent=none");
                Gateway with = gateway(provider, agent(provider))) {
            micros(bare, WARM_UP);
            micros(with, WARM_UP);
            Map<String, Long> before = with.threads();
            List<Double> without = new ArrayList<>();
            List<Double> more = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                double one = micros(bare, EXCHANGES);
                without.add(one);
                more.add(micros(with, EXCHANGES) - one);
            }
            System.out.printf(
                    "CPU per exchange: %.1f us without the agent, %.1f us more with it, which is %.3f times; medians: %.1f, %.1f%n",
                    mean(without), mean(more), 1 + mean(more) / mean(without), median(without), median(more));
            System.out.printf("Of it, in us, by thread: %s%n", threads(before, with.threads()));
            assertTrue(mean(more) <= MOST_MICROS, more::toString);
        }
    }

    private static Gateway gateway(TestProvider provider, String option) throws Exception {
        return Gateway.start(
                Jetty.V12_1,
                Jdks.own(),
                List.of("-XX:TieredStopAtLevel=4", "-Dup=http://127.0.0.1:" + provider.port(), option));
    }

    private static String agent(TestProvider provider) throws Exception {
        return "-javaagent:" + Gateway.AGENT + "=target=file;file=" + new RecordsFile().path() + ";providers=127.0.0.1:"
                + provider.port() + "=openai;" + System.getProperty("agent.cost.settings", "");
    }

    private static double micros(Gateway gateway, int exchanges) throws Exception {
        Client client = new Client(gateway.port());
        Duration before = gateway.cpu();
        for (int i = 0; i < exchanges; i++) {
            assertEquals(200, client.post("/ee10/async/up", "gpt-4o").statusCode());
        }
        return gateway.cpu().minus(before).toNanos() / 1000.0 / exchanges;
    }

    /** What each group of threads used for an exchange. */
    private static Map<String, Double> threads(Map<String, Long> before, Map<String, Long> after) {
        Map<String, Double> micros = new TreeMap<>();
        after.forEach((name, nanos) -> micros.put(
                name, Math.round((nanos - before.getOrDefault(name, 0L)) / 100.0 / ROUNDS / EXCHANGES) / 10.0));
        micros.values().removeIf(value -> value < 0.1);
        return micros;
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(value -> value).average().orElseThrow();
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }
}
