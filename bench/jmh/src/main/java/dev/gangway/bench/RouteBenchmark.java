package dev.gangway.bench;

import dev.gangway.edit.EditOptions;
import dev.gangway.provider.Provider;
import dev.gangway.route.Reach;
import dev.gangway.route.Route;
import dev.gangway.route.RouteTable;
import dev.gangway.usage.price.RouteTerms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to find the route of a path: a short one, the longest that an SDK sends, and one that has no route. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class RouteBenchmark {

    private static final String CHAT = "/v1/chat/completions";
    private static final String VERTEX =
            "/v1beta1/projects/p/locations/us-central1/publishers/google/models/gemini-2.5-flash:generateContent";

    @Param({"4", "10000"})
    public int routes;

    @Param({"chat", "vertex", "none"})
    public String request = "";

    private RouteTable table;
    private String[] paths;
    private int next;

    @Setup
    public void setUp() {
        Provider provider = Heads.provider("openai");
        List<Route> all = new ArrayList<>();
        paths = new String[routes];
        for (int i = 0; i < routes; i++) {
            all.add(route("/team-" + i + "/passthrough", provider));
            paths[i] = switch (request) {
                case "chat" -> "/team-" + i + "/passthrough" + CHAT;
                case "vertex" -> "/team-" + i + "/passthrough" + VERTEX;
                default -> "/nobody-" + i + "/passthrough" + CHAT;
            };
        }
        table = new RouteTable(all);
        if ((table.match(paths[0]) == null) != request.equals("none")) {
            throw new IllegalStateException("a wrong match of " + paths[0]);
        }
    }

    private static Route route(String path, Provider provider) {
        Duration second = Duration.ofSeconds(1);
        return new Route(
                path, provider, second, second, null, Long.MAX_VALUE, RouteTerms.NONE, Reach.ALL, EditOptions.NONE);
    }

    /** Every path in its turn, so that no branch and no cache line is always the same. */
    @Benchmark
    public Route match() {
        next = next + 1 == routes ? 0 : next + 1;
        return table.match(paths[next]);
    }
}
