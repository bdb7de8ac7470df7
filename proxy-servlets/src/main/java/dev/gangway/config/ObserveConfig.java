package dev.gangway.config;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@code records} and {@code metrics} blocks.
 *
 * @param file where records are written; null for nowhere but the log
 * @param names which names the metrics have
 */
public record ObserveConfig(@Nullable RecordFileConfig file, MetricNames names) {

    /**
     * A file of records.
     *
     * @param path absolute, or relative to where the server was started
     * @param maxSize in bytes, at which a new file is begun; {@link Long#MAX_VALUE} for never; default 100 MB
     * @param keep how many full files are kept beside it, at least 1; default 5
     */
    public record RecordFileConfig(Path path, long maxSize, int keep) {}

    /** Which version of OpenTelemetry's conventions the metrics follow. */
    public enum MetricNames {
        /** The last one with a number. The default. */
        V1_41("v1.41"),
        /** The one in development. */
        LATEST("latest"),
        /** Both. */
        BOTH("both");

        private final String word;

        MetricNames(String word) {
            this.word = word;
        }

        /** The word in the file. */
        public String word() {
            return word;
        }
    }

    /**
     * What the file of records holds of a route's bodies.
     *
     * @param limit most bytes of each body; default 64 KiB
     * @param sample the share of exchanges, above 0 and at most 1; default 1
     * @param redact regular expressions, all of them valid; what matches is replaced
     * @param request whether request bodies are kept
     * @param response whether response bodies are kept
     */
    public record BodiesConfig(int limit, double sample, List<String> redact, boolean request, boolean response) {

        static final BodiesConfig DEFAULT = new BodiesConfig(64 * 1024, 1, List.of(), true, true);

        public BodiesConfig {
            redact = List.copyOf(redact);
        }
    }
}
