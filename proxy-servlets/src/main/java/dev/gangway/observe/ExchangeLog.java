package dev.gangway.observe;

import dev.gangway.usage.Cost;
import dev.gangway.usage.Usage;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One JSON line per exchange, to the logger {@code dev.gangway.exchange} at INFO. */
public final class ExchangeLog implements ExchangeListener {

    private static final Logger LOG = LoggerFactory.getLogger("dev.gangway.exchange");
    private static final JsonMapper JSON = new JsonMapper();

    @Override
    public void onExchange(ExchangeRecord exchange) {
        if (LOG.isInfoEnabled()) {
            LOG.info("{}", line(exchange));
        }
    }

    static String line(ExchangeRecord exchange) {
        ObjectNode line = JSON.createObjectNode();
        line.put("ts", exchange.ts().toString());
        line.put("request_id", exchange.requestId());
        put(line, "route", exchange.route());
        put(line, "provider", exchange.provider());
        put(line, "key", exchange.key());
        put(line, "caller", exchange.caller());
        put(line, "principal", exchange.principal());
        line.put("method", exchange.method());
        line.put("path", exchange.path());
        put(line, "operation", exchange.operation());
        put(line, "request_model", exchange.requestModel());
        put(line, "response_model", exchange.usage().model());
        if (exchange.status() != null) {
            line.put("status", exchange.status());
        }
        put(line, "error", exchange.error());
        if (exchange.stream() != null) {
            line.put("stream", exchange.stream());
        }
        line.put("bytes_in", exchange.bytesIn());
        line.put("bytes_out", exchange.bytesOut());
        put(line, "ttfb_ms", exchange.timing().ttfbMillis());
        put(line, "first_event_ms", exchange.timing().firstEventMillis());
        put(line, "event_gap_ms", exchange.timing().eventGapMillis());
        line.put("duration_ms", exchange.timing().durationMillis());
        line.put("end", exchange.end().label());
        put(line, "upstream_request_id", exchange.upstreamRequestId());
        put(line, "user_agent", exchange.userAgent());
        if (!exchange.tags().isEmpty()) {
            exchange.tags().forEach(line.putArray("tags")::add);
        }
        putUsage(line, exchange);
        putCost(line, exchange.cost());
        return JSON.writeValueAsString(line);
    }

    private static void putUsage(ObjectNode line, ExchangeRecord exchange) {
        Usage usage = exchange.usage();
        put(line, "response_id", usage.id());
        put(line, "service_tier", usage.serviceTier());
        put(line, "finish", usage.finish());
        if (!usage.amounts().isEmpty() || !usage.toolCalls().isEmpty()) {
            ObjectNode amounts = line.putObject("usage");
            new TreeMap<>(usage.amounts()).forEach((unit, amount) -> amounts.put(unit.label(), amount));
            if (!usage.toolCalls().isEmpty()) {
                new TreeMap<>(usage.toolCalls()).forEach(amounts.putObject("tool_calls")::put);
            }
            line.put("usage_partial", exchange.usagePartial());
        }
    }

    private static void putCost(ObjectNode line, Cost cost) {
        put(line, "cost_usd", cost.usd() == null ? null : cost.usd().toPlainString());
        put(line, "price", cost.price());
        if (!cost.unpricedUnits().isEmpty()) {
            cost.unpricedUnits().forEach(line.putArray("unpriced_units")::add);
        }
    }

    private static void put(ObjectNode line, String name, @Nullable Double value) {
        if (value != null) {
            line.put(name, value);
        }
    }

    private static void put(ObjectNode line, String name, @Nullable String value) {
        if (value != null) {
            line.put(name, value);
        }
    }
}
