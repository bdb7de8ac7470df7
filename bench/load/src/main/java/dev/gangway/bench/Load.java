package dev.gangway.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/**
 * The load generator: {@code Load open|streams|churn|up|down --port N --pid N …} prints one line of JSON. CPU and memory
 * are those of process {@code --pid} with its children, in exactly the time that is measured.
 */
public final class Load {

    private Load() {}

    /** Takes the kind of load and its options. */
    @SuppressWarnings("SystemOut") // a command's output
    public static void main(String[] args) throws Exception {
        Options options = new Options(args, 1);
        Map<String, Object> result = switch (args[0]) {
            case "open" -> new OpenLoop(options).run();
            case "streams" -> new Streams(options).run();
            case "churn" -> new Churn(options).run();
            case "up" -> new Transfer(options, true).run();
            case "down" -> new Transfer(options, false).run();
            default -> throw new IllegalArgumentException("open, streams, churn, up or down, not " + args[0]);
        };
        System.out.println(result.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\": " + entry.getValue())
                .collect(Collectors.joining(", ", "{", "}")));
        System.exit(0);
    }

    /** A chat request whose message has about {@code size} characters. */
    static String body(String model, int maxTokens, int size) {
        return "{\"model\":\"" + model + "\",\"stream\":" + (maxTokens > 0) + ",\"max_tokens\":"
                + Math.max(1, maxTokens) + ",\"messages\":[{\"role\":\"user\",\"content\":\"" + "x".repeat(size)
                + "\"}]}";
    }

    /** Percentiles of a histogram of microseconds. */
    static Map<String, Object> micros(Histogram histogram, String name) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(name + "_p50_us", histogram.getValueAtPercentile(50));
        values.put(name + "_p99_us", histogram.getValueAtPercentile(99));
        values.put(name + "_p999_us", histogram.getValueAtPercentile(99.9));
        values.put(name + "_max_us", histogram.getMaxValue());
        return values;
    }
}
