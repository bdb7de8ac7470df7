package dev.gangway.agent;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Measures what the agent costs: CPU per exchange of two gateways, one with it and one without, which get the same load in turn,
 * from many connections and from one. Both are warm by then: for some hundred thousand exchanges the JVM's compilers decide what an
 * exchange costs; what they use themselves is left out. Wants a quiet machine. {@code -Dagent.cost.settings=prices=off} and its
 * like say what of it is what.
 */
@EnabledIfSystemProperty(named = "agent.cost", matches = "true")
class CostIT {

    private static final int CONNECTIONS = 32;
    private static final int WARM_UP = 800_000;
    private static final int ROUNDS = 30;
    private static final int EXCHANGES = 8000;
    private static final double MOST_MICROS = 15;

    @Test
    @Timeout(1200)
    void costsLittle() throws Exception {
        try (LeanHttp provider = LeanHttp.provider();
                Gateway bare = gateway(provider, "-Dagent=none");
                Gateway with = gateway(provider, agent(provider))) {
            micros(bare, CONNECTIONS, WARM_UP);
            micros(with, CONNECTIONS, WARM_UP);
            double busy = more(bare, with, CONNECTIONS);
            // Told and not bounded: on a machine that idles in between, waking it is in all that it does.
            more(bare, with, 1);
            assertTrue(busy <= MOST_MICROS, () -> busy + " us");
        }
    }

    /** How many microseconds {@code with} takes more than {@code bare}: the median of rounds. */
    private static double more(Gateway bare, Gateway with, int connections) throws Exception {
        List<Map<String, Double>> without = new ArrayList<>();
        List<Map<String, Double>> both = new ArrayList<>();
        List<Double> more = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            without.add(micros(bare, connections, EXCHANGES));
            both.add(micros(with, connections, EXCHANGES));
            more.add(work(both.get(round)) - work(without.get(round)));
        }
        double before = median(without.stream().map(CostIT::work).toList());
        System.out.printf(
                "%d connections: %.1f us without the agent, %.1f us more with it, which is %.3f times (medians; mean %.1f us)%n",
                connections, before, median(more), 1 + median(more) / before, mean(more));
        System.out.printf("By thread, in us, without: %s%n", byThread(without));
        System.out.printf("By thread, in us, with it: %s%n", byThread(both));
        return median(more);
    }

    private static Gateway gateway(LeanHttp provider, String option) throws Exception {
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

    private static String agent(LeanHttp provider) throws Exception {
        return "-javaagent:" + Gateway.AGENT + "=target=file;file=" + new RecordsFile().path() + ";providers=127.0.0.1:"
                + provider.port() + "=openai;" + System.getProperty("agent.cost.settings", "");
    }

    /** What the threads of each name used for one of {@code exchanges}. */
    private static Map<String, Double> micros(Gateway gateway, int connections, int exchanges) throws Exception {
        Map<String, Long> before = gateway.threads();
        ExecutorService clients = Executors.newFixedThreadPool(connections);
        try {
            Callable<Void> load = () -> {
                LeanHttp.ask(gateway.port(), "/ee10/async/up/v1/chat/completions", exchanges / connections);
                return null;
            };
            for (Future<Void> ended : clients.invokeAll(Collections.nCopies(connections, load))) {
                ended.get();
            }
        } finally {
            clients.shutdownNow();
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
