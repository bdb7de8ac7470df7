package dev.gangway.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Measures what the agent costs: CPU per exchange of two gateways, one with it and one without, which get the same load in turn.
 * What the JVM's compilers use is told apart: they are done with both after some hundred thousand exchanges. Wants a quiet
 * machine. {@code -Dagent.cost.settings=prices=off} and its like say what of it is what.
 */
@EnabledIfSystemProperty(named = "agent.cost", matches = "true")
class CostIT {

    private static final int WARM_UP = 60_000;
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
            List<Map<String, Double>> without = new ArrayList<>();
            List<Map<String, Double>> both = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                without.add(micros(bare, EXCHANGES));
                both.add(micros(with, EXCHANGES));
            }
            List<Double> more = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                more.add(work(both.get(round)) - work(without.get(round)));
            }
            double before = without.stream().mapToDouble(CostIT::work).average().orElseThrow();
            System.out.printf(
                    "CPU per exchange: %.1f us without the agent, %.1f us more with it, which is %.3f times (median %.1f us)%n",
                    before, mean(more), 1 + mean(more) / before, median(more));
            System.out.printf("By thread, in us, without: %s%n", byThread(without));
            System.out.printf("By thread, in us, with it: %s%n", byThread(both));
            assertTrue(mean(more) <= MOST_MICROS, more::toString);
        }
    }

    private static Gateway gateway(TestProvider provider, String option) throws Exception {
        return Gateway.start(
                Jetty.V12_1,
                Jdks.own(),
                List.of(
                        "-XX:TieredStopAtLevel=4",
                        // To mark the heap once, for its classes are many, is no cost of an exchange.
                        "-Xms256m",
                        "-XX:MetaspaceSize=128m",
                        "-Dup=http://127.0.0.1:" + provider.port(),
                        option));
    }

    private static String agent(TestProvider provider) throws Exception {
        return "-javaagent:" + Gateway.AGENT + "=target=file;file=" + new RecordsFile().path() + ";providers=127.0.0.1:"
                + provider.port() + "=openai;" + System.getProperty("agent.cost.settings", "");
    }

    /** What the threads of each name used for one of {@code exchanges}. */
    private static Map<String, Double> micros(Gateway gateway, int exchanges) throws Exception {
        Client client = new Client(gateway.port());
        Map<String, Long> before = gateway.threads();
        for (int i = 0; i < exchanges; i++) {
            assertEquals(200, client.post("/ee10/async/up", "gpt-4o").statusCode());
        }
        Map<String, Double> micros = new TreeMap<>();
        gateway.threads()
                .forEach((name, nanos) ->
                        micros.put(name, (nanos - before.getOrDefault(name, 0L)) / 1000.0 / exchanges));
        return micros;
    }

    private static double work(Map<String, Double> micros) {
        return micros.entrySet().stream()
                .filter(thread -> !thread.getKey().contains("Compiler"))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    private static Map<String, Double> byThread(List<Map<String, Double>> rounds) {
        Map<String, Double> means = new TreeMap<>();
        rounds.forEach(round -> round.forEach((name, value) -> means.merge(name, value / ROUNDS, Double::sum)));
        means.values().removeIf(value -> value < 0.1);
        means.replaceAll((name, value) -> Math.round(value * 10) / 10.0);
        return means;
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
