package dev.gangway.agent.config;

import dev.gangway.observe.RecordFormat;
import dev.gangway.usage.price.PriceTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The agent's settings; {@code docs/agent.md} describes them.
 *
 * @param enabled whether exchanges are recorded
 * @param providers whose API the operator's own hosts have: {@code host} or {@code host:port} to a name of {@link Providers}
 * @param include patterns of the hosts to record; empty for all that are known
 * @param exclude patterns of hosts to leave out
 * @param sample the share of exchanges that is recorded, 0 to 1
 * @param slowMillis exchanges that take as long are always recorded; null where there is no such time
 * @param errorsAlways whether exchanges that fail are always recorded
 * @param format how records are written
 * @param target where to
 * @param file the file, where that is the target
 * @param maxSize most bytes of a file
 * @param keep how many full files stay
 * @param queueSize how many records may wait
 * @param prices gives the prices of models; null where costs are not wanted
 * @param excerpts what is shown of bodies; null, the default, for nothing
 */
public record Settings(
        boolean enabled,
        Map<String, String> providers,
        List<String> include,
        List<String> exclude,
        double sample,
        @Nullable Long slowMillis,
        boolean errorsAlways,
        RecordFormat format,
        Target target,
        @Nullable Path file,
        long maxSize,
        int keep,
        int queueSize,
        @Nullable Supplier<PriceTable> prices,
        @Nullable Excerpts excerpts) {

    /** Where records go. */
    public enum Target {
        /** The application's own SLF4J; the standard error where it has none. */
        APP,
        /** A file of their own. */
        FILE,
        /** The standard error. */
        STDERR
    }

    /**
     * What is shown of bodies.
     *
     * @param limit most bytes of each
     * @param redact expressions of what nobody may see, besides keys and tokens
     */
    public record Excerpts(int limit, List<String> redact) {
        public Excerpts {
            redact = List.copyOf(redact);
        }
    }

    public Settings {
        providers = Map.copyOf(providers);
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
    }

    /** Whether the operator wants records of {@code host}, in lower case, if anybody is known there. */
    public boolean wants(String host) {
        return !matches(exclude, host) && (include.isEmpty() || includes(host));
    }

    /** Whether the operator named {@code host}, so that it is recorded whoever is there. */
    public boolean includes(String host) {
        return matches(include, host);
    }

    private static boolean matches(List<String> patterns, String host) {
        return patterns.stream().anyMatch(pattern -> Providers.matches(pattern, host));
    }
}
