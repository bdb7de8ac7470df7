package dev.gangway.gateway;

import dev.gangway.config.GatewayConfig;
import dev.gangway.config.ObserveConfig;
import dev.gangway.config.ObserveConfig.RecordFileConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The settings that only a start looks at: what they name outlives every configuration. */
final class Restart {

    private Restart() {}

    /** Those in which {@code next} is not as the gateway was {@code started} with. */
    static List<String> needed(GatewayConfig started, GatewayConfig next) {
        List<String> names = new ArrayList<>();
        ObserveConfig before = started.observe();
        ObserveConfig after = next.observe();
        differ(names, "reload", started, next, GatewayConfig::reload);
        differ(names, "records.file", before.file(), after.file(), RecordFileConfig::path);
        differ(names, "records.max-size", before.file(), after.file(), RecordFileConfig::maxSize);
        differ(names, "records.keep", before.file(), after.file(), RecordFileConfig::keep);
        differ(names, "metrics.names", before, after, ObserveConfig::names);
        return names;
    }

    private static <T> void differ(
            List<String> names, String name, @Nullable T before, @Nullable T after, Function<T, Object> part) {
        Object was = before == null ? null : part.apply(before);
        Object is = after == null ? null : part.apply(after);
        if (!Objects.equals(was, is)) {
            names.add(name);
        }
    }
}
