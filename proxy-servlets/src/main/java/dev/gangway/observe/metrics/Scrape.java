package dev.gangway.observe.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A registry's content in the text formats of Prometheus. */
public final class Scrape {

    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private final PrometheusMeterRegistry registry;

    private Scrape(PrometheusMeterRegistry registry) {
        this.registry = registry;
    }

    /** A registry that {@link #of} can read. */
    public static MeterRegistry newRegistry() {
        return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    }

    /** The content of {@code registry}, or null where it is of another kind. */
    public static @Nullable Scrape of(MeterRegistry registry) {
        return registry instanceof PrometheusMeterRegistry prometheus ? new Scrape(prometheus) : null;
    }

    /** The format for a scraper that sent the header {@code Accept: accept}. */
    public static String type(@Nullable String accept) {
        return accept != null && accept.contains("application/openmetrics-text") ? OPEN_METRICS : TEXT;
    }

    /** All metrics, in the format {@code type}. */
    public byte[] content(String type) {
        return registry.scrape(type).getBytes(StandardCharsets.UTF_8);
    }
}
