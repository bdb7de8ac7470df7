package dev.gangway.observe;

import dev.gangway.observe.ExchangeRecord.Timing;
import dev.gangway.usage.Cost;
import dev.gangway.usage.Unit;
import dev.gangway.usage.Usage;
import java.math.BigDecimal;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The names of a record's fields, in their order; {@code docs/observability.md} describes them. */
final class RecordFields {

    private static final Unit[] UNITS = Unit.values();
    private static final int MICROS = 1000;

    private final FieldSink sink;

    private RecordFields(FieldSink sink) {
        this.sink = sink;
    }

    /** Gives {@code sink} every field of {@code exchange} that is known. */
    static void write(ExchangeRecord exchange, FieldSink sink) {
        RecordFields fields = new RecordFields(sink);
        fields.who(exchange);
        fields.what(exchange);
        fields.how(exchange);
        fields.usage(exchange);
        fields.cost(exchange.cost());
        fields.texts("tags", exchange.tags());
    }

    private void who(ExchangeRecord exchange) {
        text("ts", Timestamps.of(exchange.ts()));
        text("request_id", exchange.requestId());
        text("route", exchange.route());
        text("provider", exchange.provider());
        text("key", exchange.key());
        text("caller", exchange.caller());
        text("principal", exchange.principal());
    }

    private void what(ExchangeRecord exchange) {
        text("method", exchange.method());
        text("path", exchange.path());
        text("operation", exchange.operation());
        text("request_model", exchange.requestModel());
        text("response_model", exchange.usage().model());
        number("status", exchange.status());
        text("error", exchange.error());
        if (exchange.stream() != null) {
            sink.flag("stream", exchange.stream());
        }
    }

    private void how(ExchangeRecord exchange) {
        Timing timing = exchange.timing();
        number("bytes_in", exchange.bytesIn());
        number("bytes_out", exchange.bytesOut());
        millis("ttfb_ms", timing.ttfbMillis());
        millis("first_event_ms", timing.firstEventMillis());
        millis("event_gap_ms", timing.eventGapMillis());
        millis("duration_ms", timing.durationMillis());
        text("end", exchange.end().label());
        text("upstream_request_id", exchange.upstreamRequestId());
        text("response_id", exchange.usage().id());
        text("service_tier", exchange.usage().serviceTier());
        text("user_agent", exchange.userAgent());
        text("finish", exchange.usage().finish());
    }

    private void usage(ExchangeRecord exchange) {
        Usage usage = exchange.usage();
        if (usage.amounts().isEmpty() && usage.toolCalls().isEmpty()) {
            return;
        }
        sink.begin("usage");
        for (Unit unit : UNITS) {
            number(unit.label(), usage.amount(unit));
        }
        if (!usage.toolCalls().isEmpty()) {
            sink.begin("tool_calls");
            new TreeMap<>(usage.toolCalls()).forEach(sink::number);
            sink.end();
        }
        sink.end();
        sink.flag("usage_partial", exchange.usagePartial());
    }

    private void cost(Cost cost) {
        BigDecimal usd = cost.usd();
        text("cost_usd", usd == null ? null : usd.toPlainString());
        text("price", cost.price());
        texts("unpriced_units", cost.unpricedUnits());
    }

    private void text(String name, @Nullable String value) {
        if (value != null) {
            sink.text(name, value);
        }
    }

    private void texts(String name, List<String> values) {
        if (!values.isEmpty()) {
            sink.texts(name, values);
        }
    }

    private void number(String name, @Nullable Number value) {
        if (value != null) {
            sink.number(name, value);
        }
    }

    /** To the microsecond; as a decimal, because to write a {@code double} takes several times as long. */
    private void millis(String name, @Nullable Double value) {
        if (value != null) {
            sink.number(name, BigDecimal.valueOf(Math.round(value * MICROS), 3));
        }
    }
}
