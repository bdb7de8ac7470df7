package dev.gangway.observe.metrics;

import dev.gangway.observe.ExchangeRecord;
import dev.gangway.observe.GenAi;
import dev.gangway.usage.Cost;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The gateway's own metrics: how exchanges ended, and what they cost. */
final class GatewayMetrics {

    private final MeterRegistry registry;
    private final Names models;
    private final Map<String, Histogram> durations = new HashMap<>();
    private final Map<List<String>, Counter> counters = new HashMap<>();

    GatewayMetrics(MeterRegistry registry, Names models) {
        this.registry = registry;
        this.models = models;
    }

    void record(ExchangeRecord exchange) {
        String route = word(exchange.route());
        String status = exchange.status() == null ? Names.UNKNOWN : Integer.toString(exchange.status());
        String error = exchange.error() == null ? "" : exchange.error();
        count("gangway.exchanges", 1, "route", route, "end", exchange.end().label(), "status", status, "error", error);
        durations
                .computeIfAbsent(
                        route, key -> Histogram.millis(registry, "gangway.exchange.duration", Tags.of("route", key)))
                .record(exchange.timing().durationMillis());
        String provider = word(exchange.provider());
        money(exchange, route, provider);
        if (isUsageMissing(exchange)) {
            String operation = word(exchange.operation());
            count("gangway.usage.unknown", 1, "route", route, "provider", provider, "operation", operation);
        }
    }

    private static boolean isUsageMissing(ExchangeRecord exchange) {
        boolean success = exchange.status() != null && exchange.status() / 100 == 2;
        boolean billed = !Cost.NOT_BILLABLE.equals(exchange.cost().price());
        return success
                && billed
                && GenAi.operation(exchange) != null
                && exchange.usage().amounts().isEmpty();
    }

    /** Of every exchange: what is fetched or priced by the request costs as much as what is asked of a model. */
    private void money(ExchangeRecord exchange, String route, String provider) {
        Cost cost = exchange.cost();
        BigDecimal usd = cost.usd();
        boolean unpriced = Cost.UNPRICED.equals(cost.price());
        if (!unpriced && cost.unpricedUnits().isEmpty() && (usd == null || usd.signum() == 0)) {
            return;
        }
        String model = models.of(model(exchange), true);
        if (usd != null) {
            String key = word(exchange.key());
            String caller = word(exchange.caller());
            String[] tags = {
                "route", route, "provider", provider, "key", key, "caller", caller, "gen_ai.request.model", model
            };
            count("gangway.cost.usd", usd.doubleValue(), tags);
        }
        if (unpriced) {
            unpriced(route, provider, model, "all");
        }
        cost.unpricedUnits().forEach(unit -> unpriced(route, provider, model, unit));
    }

    private void unpriced(String route, String provider, String model, String unit) {
        count("gangway.unpriced", 1, "route", route, "provider", provider, "gen_ai.request.model", model, "unit", unit);
    }

    private static @Nullable String model(ExchangeRecord exchange) {
        return exchange.requestModel() != null
                ? exchange.requestModel()
                : exchange.usage().model();
    }

    private static String word(@Nullable String text) {
        return text == null ? Names.UNKNOWN : text;
    }

    private void count(String name, double amount, String... tags) {
        List<String> id = new ArrayList<>(tags.length + 1);
        id.add(name);
        id.addAll(List.of(tags));
        counters.computeIfAbsent(id, key -> registry.counter(name, tags)).increment(amount);
    }
}
