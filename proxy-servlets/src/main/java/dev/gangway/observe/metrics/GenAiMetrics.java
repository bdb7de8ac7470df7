package dev.gangway.observe.metrics;

import dev.gangway.observe.ExchangeRecord;
import dev.gangway.observe.ExchangeRecord.End;
import dev.gangway.observe.GenAi;
import dev.gangway.usage.Cost;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The metrics of OpenTelemetry's conventions, for exchanges that asked a model and reached its provider. */
final class GenAiMetrics {

    private static final int MOST_COMBINATIONS = 1000;

    private final MeterRegistry registry;
    private final Convention convention;
    private final Names models;
    private final Names servers = new Names();
    private final Map<GenAiLabels, List<GenAiSeries>> series = new HashMap<>();

    GenAiMetrics(MeterRegistry registry, Convention convention, Names models) {
        this.registry = registry;
        this.convention = convention;
        this.models = models;
    }

    void record(ExchangeRecord exchange) {
        String operation = GenAi.operation(exchange);
        String provider = GenAi.provider(exchange);
        boolean refused = exchange.end() == End.REJECTED; // no provider was called
        if (refused || operation == null || provider == null || exchange.server() == null) {
            return;
        }
        String error = GenAi.error(exchange);
        for (GenAiSeries each : series(labels(exchange, operation, provider, error))) {
            each.took(exchange.timing());
            if (!Cost.REPEAT.equals(exchange.cost().price())) {
                each.used(exchange.usage());
            }
        }
    }

    private GenAiLabels labels(ExchangeRecord exchange, String operation, String provider, @Nullable String error) {
        boolean good = error == null;
        return new GenAiLabels(
                operation,
                provider,
                models.of(exchange.requestModel(), good),
                models.of(exchange.usage().model(), good),
                servers.of(exchange.server(), true),
                error == null ? "" : error);
    }

    private List<GenAiSeries> series(GenAiLabels labels) {
        List<GenAiSeries> known = series.get(labels);
        if (known != null) {
            return known;
        }
        GenAiLabels bounded = series.size() < MOST_COMBINATIONS ? labels : labels.other();
        return series.computeIfAbsent(bounded, this::create);
    }

    private List<GenAiSeries> create(GenAiLabels labels) {
        List<GenAiSeries> all = new ArrayList<>();
        if (convention.old()) {
            all.add(new NumberedSeries(registry, labels));
        }
        if (convention.latest()) {
            all.add(new LatestSeries(registry, labels));
        }
        return all;
    }
}
