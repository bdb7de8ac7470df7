package dev.gangway.bench;

import dev.gangway.provider.Decision;
import dev.gangway.provider.Decision.Forward;
import dev.gangway.provider.Provider;
import dev.gangway.provider.RequestHead;
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

/** What a provider's rules cost a request: upstream, path, query and credential. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class RewriteBenchmark {

    @Param({"openai", "azure", "gemini", "vertex"})
    public String api = "";

    private Provider provider;
    private RequestHead head;

    @Setup
    public void setUp() {
        provider = Heads.provider(api);
        head = Heads.head(api);
        if (!(decide() instanceof Forward)) {
            throw new IllegalStateException("it does not go upstream: " + decide());
        }
    }

    @Benchmark
    public Decision decide() {
        return provider.decide(head, null);
    }
}
