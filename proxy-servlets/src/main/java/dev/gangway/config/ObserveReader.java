package dev.gangway.config;

import dev.gangway.config.ObserveConfig.BodiesConfig;
import dev.gangway.config.ObserveConfig.MetricNames;
import dev.gangway.config.ObserveConfig.RecordFileConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** The {@code records} and {@code metrics} blocks, and the {@code records} of a route. */
final class ObserveReader {

    static final List<String> RECORDS = List.of("file", "max-size", "keep", "bodies");
    static final List<String> METRICS = List.of("names");
    static final List<String> BODIES = List.of("limit", "sample", "redact", "request", "response");
    private static final List<String> ROUTE = List.of("bodies");
    private static final long DEFAULT_MAX_SIZE = 100_000_000;
    private static final int DEFAULT_KEEP = 5;
    private static final int MOST_BODY = 16 << 20;

    private final @Nullable Block records;
    private final @Nullable Block metrics;
    private final BodiesConfig common;

    ObserveReader(Block document) {
        this.records = document.block("records", RECORDS);
        this.metrics = document.block("metrics", METRICS);
        Block bodies = records == null ? null : records.block("bodies", BODIES);
        this.common = bodies == null ? BodiesConfig.DEFAULT : bodies(bodies, BodiesConfig.DEFAULT);
    }

    ObserveConfig read() {
        MetricNames names =
                metrics == null ? MetricNames.V1_41 : metrics.read("names", ObserveReader::names, MetricNames.V1_41);
        return new ObserveConfig(records == null ? null : file(records), names);
    }

    private static @Nullable RecordFileConfig file(Block records) {
        Path path = records.read("file", Values::path);
        if (path == null && (records.has("max-size") || records.has("keep") || records.has("bodies"))) {
            records.problem("file", "is required where records are kept, such as logs/records.jsonl");
        }
        long maxSize = records.read("max-size", Values::size, DEFAULT_MAX_SIZE);
        int keep = records.read("keep", Values::count, DEFAULT_KEEP);
        return path == null ? null : new RecordFileConfig(path, maxSize, keep);
    }

    private static MetricNames names(String text) throws BadValue {
        for (MetricNames names : MetricNames.values()) {
            if (names.word().equals(text)) {
                return names;
            }
        }
        List<String> words =
                Arrays.stream(MetricNames.values()).map(MetricNames::word).toList();
        throw new BadValue("must be one of " + String.join(", ", words) + Choice.didYouMean(text, words));
    }

    /** What {@code route} keeps of its bodies; null, the default, for nothing. */
    @Nullable BodiesConfig bodies(Block route) {
        Block own = route.block("records", ROUTE);
        Block bodies = own == null ? null : own.block("bodies", BODIES);
        if (bodies == null) {
            return null;
        }
        if (records == null || !records.has("file")) {
            route.problem("records", "bodies go to the file of records; set records.file");
        }
        return bodies(bodies, common);
    }

    /** A route's own expressions come on top of those that all routes have. */
    private static BodiesConfig bodies(Block block, BodiesConfig otherwise) {
        List<String> redact = new ArrayList<>(otherwise.redact());
        block.items("redact").stream()
                .map(item -> block.scalar(item, ObserveReader::regex))
                .filter(Objects::nonNull)
                .forEach(redact::add);
        return new BodiesConfig(
                block.read("limit", ObserveReader::limit, otherwise.limit()),
                block.read("sample", ObserveReader::share, otherwise.sample()),
                redact,
                block.read("request", Choice::bool, otherwise.request()),
                block.read("response", Choice::bool, otherwise.response()));
    }

    private static int limit(String text) throws BadValue {
        long limit = Values.size(text);
        if (limit > MOST_BODY) {
            throw new BadValue("must be at most 16MiB: bodies are held in memory until they are written");
        }
        return (int) limit;
    }

    private static double share(String text) throws BadValue {
        try {
            double share = Double.parseDouble(text);
            if (share > 0 && share <= 1) {
                return share;
            }
        } catch (NumberFormatException e) {
            // Falls through to the same message.
        }
        throw new BadValue("must be a share above 0 and up to 1, such as 0.01; leave bodies out to keep none");
    }

    private static String regex(String text) throws BadValue {
        try {
            if (!Pattern.compile(text).matcher("").matches()) {
                return text;
            }
        } catch (PatternSyntaxException e) {
            throw new BadValue("must be a regular expression as in Java");
        }
        throw new BadValue("must not match the empty text");
    }
}
