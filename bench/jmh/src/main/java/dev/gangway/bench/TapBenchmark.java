package dev.gangway.bench;

import dev.gangway.stream.Decodings;
import dev.gangway.usage.Unit;
import dev.gangway.usage.Usage;
import dev.gangway.usage.UsageFormat;
import dev.gangway.usage.UsageFormats;
import dev.gangway.usage.UsageTap;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What reading the usage of an answer costs: nanoseconds per KiB of it, as Jetty's client brings it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TapBenchmark {

    /** One read of the upstream's connection. */
    private static final int READ = 16 * 1024;

    @Param({"chat", "chat-gzip", "anthropic", "json", "embeddings"})
    public String answer = "";

    private UsageFormat format;
    private String type;
    private String encoding;
    private ByteBuffer body;

    @Setup
    public void setUp() {
        boolean anthropic = answer.equals("anthropic");
        String path =
                anthropic ? "/v1/messages" : answer.equals("embeddings") ? "/v1/embeddings" : "/v1/chat/completions";
        format = Objects.requireNonNull(UsageFormats.find(anthropic ? "anthropic" : "openai", "POST", path));
        byte[] bytes = switch (answer) {
            case "anthropic" -> Answers.anthropic();
            case "json" -> Answers.document();
            case "embeddings" -> Answers.numbers();
            default -> Answers.chat();
        };
        type = answer.equals("json") || answer.equals("embeddings") ? "application/json" : "text/event-stream";
        encoding = answer.endsWith("gzip") ? "gzip" : null;
        bytes = encoding == null ? bytes : Answers.gzip(bytes);
        body = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        if (tap().amount(Unit.INPUT_TOKENS) == null) {
            throw new IllegalStateException("the tap reads nothing");
        }
    }

    private String header(String name) {
        return switch (name) {
            case "content-type" -> type;
            case "content-encoding" -> encoding;
            default -> null;
        };
    }

    @Benchmark
    @OperationsPerInvocation(Answers.KIB)
    public Usage tap() {
        try (UsageTap tap = UsageTap.of(format, this::header, Decodings.JDK)) {
            for (int at = 0; at < body.limit(); at += READ) {
                tap.feed(body.slice(at, Math.min(READ, body.limit() - at)));
            }
            return tap.usage();
        }
    }
}
