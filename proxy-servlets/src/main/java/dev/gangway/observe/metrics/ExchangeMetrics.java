package dev.gangway.observe.metrics;

import dev.gangway.observe.ExchangeListener;
import dev.gangway.observe.ExchangeRecord;
import dev.gangway.usage.UnreadAnswers;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Counts exchanges in a Micrometer registry. {@code docs/observability.md} lists the metrics. */
public final class ExchangeMetrics implements ExchangeListener, AutoCloseable {

    private final MeterRegistry registry;
    private final GatewayMetrics own;
    private final GenAiMetrics genAi;
    private final List<Meter> live = new ArrayList<>();

    /** Counts in {@code registry}. */
    public ExchangeMetrics(MeterRegistry registry, Convention convention) {
        Names models = new Names();
        this.registry = registry;
        this.own = new GatewayMetrics(registry, models);
        this.genAi = new GenAiMetrics(registry, convention, models);
    }

    @Override
    public void onExchange(ExchangeRecord exchange) {
        genAi.record(exchange);
        own.record(exchange);
    }

    /** Shows a value of {@code source} that goes up and down, until {@link #close}. */
    public <T> void gauge(String name, String servlet, T source, ToDoubleFunction<T> value) {
        live.add(Gauge.builder(name, source, value).tag("servlet", servlet).register(registry));
    }

    /** Shows a value of {@code source} that only grows, until {@link #close}. */
    public <T> void counter(String name, String servlet, T source, ToDoubleFunction<T> value) {
        live.add(FunctionCounter.builder(name, source, value)
                .tag("servlet", servlet)
                .register(registry));
    }

    /** Shows how many answers could not be read; of all gateways in this JVM, so it has no servlet. */
    public void unread() {
        for (UnreadAnswers.Why why : UnreadAnswers.Why.values()) {
            live.add(FunctionCounter.builder("gangway.usage.unread", why, UnreadAnswers::of)
                    .tag("reason", why.name().toLowerCase(Locale.ROOT))
                    .register(registry));
        }
    }

    /** The registry may be the host's and outlive the gateway. */
    @Override
    public void close() {
        live.forEach(registry::remove);
        live.clear();
    }
}
