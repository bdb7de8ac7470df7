package dev.gangway.servlet;

import dev.gangway.access.AccessPolicy;
import dev.gangway.access.AccessPolicy.CallerRule;
import dev.gangway.bench.Heads;
import dev.gangway.edit.EditOptions;
import dev.gangway.observe.Dispatcher;
import dev.gangway.observe.Telemetry;
import dev.gangway.provider.Decision.Forward;
import dev.gangway.provider.Header;
import dev.gangway.provider.Removal;
import dev.gangway.route.Reach;
import dev.gangway.route.Route;
import dev.gangway.route.RouteTable;
import dev.gangway.usage.price.PriceSettings;
import dev.gangway.usage.price.PriceTable;
import dev.gangway.usage.price.Pricing;
import dev.gangway.usage.price.RouteTerms;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpFields;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What copying the headers of one message costs, all of them at once; what the container then does with them is its own. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class HeaderBenchmark {

    private static final String PATH = "/openai_passthrough";

    private final HttpFields request = Samples.request();
    private final List<Header> put = List.of(new Header("Authorization", "Bearer sk-of-the-operator"));
    private final Response plain = Samples.response(false);
    private final Response location = Samples.response(true);
    private final Answer answer = new Answer();
    private Exchange exchange;

    @Setup
    public void setUp() {
        Duration second = Duration.ofSeconds(1);
        Route route = new Route(
                PATH,
                Heads.provider("openai"),
                second,
                second,
                null,
                Long.MAX_VALUE,
                RouteTerms.NONE,
                Reach.ALL,
                EditOptions.NONE);
        exchange = new Exchange(
                Live.idle(passthrough(route)),
                new Warnings(),
                new ServletContainer(),
                RehearsedRequest.of("POST", PATH + "/v1/chat/completions", List.of()),
                answer);
        exchange.routed(route);
        exchange.forwarding((Forward) route.provider().decide(exchange.client(), null));
        check();
    }

    private static Passthrough passthrough(Route route) {
        return new Passthrough(
                new RouteTable(List.of(route)),
                new AccessPolicy(new CallerRule.Anyone(), List.of()),
                Map.of(),
                URI.create("https://llm.example.com"),
                new Telemetry(Dispatcher.of(List.of()), () -> record -> {}),
                new UpstreamSettings(1, null, null),
                new Pricing(PriceTable.EMPTY, PriceSettings.NONE));
    }

    private void check() {
        String sent = request().get("authorization");
        String led = responseWithUrl().get("location");
        if (!put.get(0).value().equals(sent)
                || !("https://llm.example.com" + PATH + "/v1/files/file-1/content?after=2").equals(led)) {
            throw new IllegalStateException("the headers are wrong: location is " + led);
        }
    }

    /** 17 headers from the client, of which 14 go upstream, with the operator's key. */
    @Benchmark
    public HttpFields request() {
        return new RequestHeaders(request, Removal.ALL).sent(put);
    }

    /** 25 headers from the upstream, of which 21 go to the client, with the request id. */
    @Benchmark
    public HttpFields response() {
        return copied(plain);
    }

    /** The same, and a Location to rewrite. */
    @Benchmark
    public HttpFields responseWithUrl() {
        return copied(location);
    }

    private HttpFields copied(Response from) {
        answer.empty();
        ResponseHeaders.copy(from, exchange, false);
        return answer.taken();
    }
}
