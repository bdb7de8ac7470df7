package dev.gangway.gateway;

import dev.gangway.config.ObserveConfig.MetricNames;
import dev.gangway.observe.Dispatcher;
import dev.gangway.observe.RecordFile;
import dev.gangway.observe.Telemetry;
import dev.gangway.observe.metrics.Convention;
import dev.gangway.observe.metrics.ExchangeMetrics;
import dev.gangway.observe.metrics.Scrape;
import dev.gangway.servlet.OwnPage;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.ServletContext;
import org.jspecify.annotations.Nullable;

/**
 * Metrics where Micrometer is there: in the registry that the host has put into the servlet context's attribute
 * {@code io.micrometer.core.instrument.MeterRegistry}, else in one of our own that all servlets of the context share.
 */
final class Metrics {

    private static final String PROMETHEUS = "io.micrometer.prometheusmetrics.PrometheusMeterRegistry";

    private final ExchangeMetrics listener;
    private final @Nullable OwnPage page;

    private Metrics(ExchangeMetrics listener, @Nullable OwnPage page) {
        this.listener = listener;
        this.page = page;
    }

    /** Null where no registry is given and none can be made. */
    static @Nullable Metrics of(ServletContext context, MetricNames names) {
        MeterRegistry registry = registry(context);
        return registry == null ? null : new Metrics(new ExchangeMetrics(registry, convention(names)), page(registry));
    }

    private static @Nullable MeterRegistry registry(ServletContext context) {
        synchronized (Metrics.class) {
            Object given = context.getAttribute(Libraries.MICROMETER);
            if (given == null && Libraries.has(PROMETHEUS)) {
                given = Scrape.newRegistry();
                context.setAttribute(Libraries.MICROMETER, given);
            }
            return given instanceof MeterRegistry registry ? registry : null;
        }
    }

    private static @Nullable OwnPage page(MeterRegistry registry) {
        Scrape scrape = Libraries.has(PROMETHEUS) ? Scrape.of(registry) : null;
        if (scrape == null) {
            return null;
        }
        return accept -> {
            String type = Scrape.type(accept);
            return new OwnPage.Content(200, type, scrape.content(type));
        };
    }

    private static Convention convention(MetricNames names) {
        return switch (names) {
            case V1_41 -> Convention.V1_41;
            case LATEST -> Convention.LATEST;
            case BOTH -> Convention.BOTH;
        };
    }

    ExchangeMetrics listener() {
        return listener;
    }

    /** Null where the host's registry is not one for Prometheus. */
    @Nullable OwnPage page() {
        return page;
    }

    void watch(String servlet, Telemetry telemetry, Dispatcher dispatcher, @Nullable RecordFile file) {
        listener.gauge("gangway.exchanges.active", servlet, telemetry, Telemetry::active);
        listener.counter("gangway.records.dropped", servlet, dispatcher, Dispatcher::dropped);
        listener.counter("gangway.listener.failures", servlet, dispatcher, Dispatcher::failed);
        listener.unread();
        if (file != null) {
            listener.counter("gangway.records.lost", servlet, file, RecordFile::lost);
        }
    }

    /** {@code gangway.config.current} is for alerts: 0 while the files have mistakes. */
    void watch(String servlet, Reloader reloader) {
        listener.gauge("gangway.config.current", servlet, reloader, config -> config.isCurrent() ? 1 : 0);
        listener.counter("gangway.config.reloads", servlet, reloader, Reloader::getReloads);
        listener.counter("gangway.config.reload.failures", servlet, reloader, Reloader::getReloadFailures);
    }
}
