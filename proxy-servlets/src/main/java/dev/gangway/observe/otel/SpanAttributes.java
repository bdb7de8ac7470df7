package dev.gangway.observe.otel;

import dev.gangway.observe.ExchangeListener;
import dev.gangway.observe.ExchangeRecord;
import dev.gangway.observe.GenAi;
import dev.gangway.usage.Unit;
import dev.gangway.usage.Usage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells the span that is current when a request arrives, such as a Java agent's, what became of the exchange. */
public final class SpanAttributes implements ExchangeListener {

    private static final ExchangeListener NONE = exchange -> {};

    private final Span span;

    private SpanAttributes(Span span) {
        this.span = span;
    }

    /** A listener for the exchange that begins on this thread. */
    public static ExchangeListener current() {
        Span span = Span.current();
        return span.isRecording() ? new SpanAttributes(span) : NONE;
    }

    @Override
    public void onExchange(ExchangeRecord exchange) {
        put("gangway.request_id", exchange.requestId());
        put("gangway.route", exchange.route());
        put("gangway.key", exchange.key());
        put("gangway.caller", exchange.caller());
        put("gangway.end", exchange.end().label());
        put("error.type", GenAi.error(exchange));
        String operation = GenAi.operation(exchange);
        if (operation != null) {
            put("gen_ai.operation.name", operation);
            put("gen_ai.provider.name", GenAi.provider(exchange));
            put("gen_ai.request.model", exchange.requestModel());
            put("server.address", exchange.server());
            put(exchange.usage());
            BigDecimal usd = exchange.cost().usd();
            put("gangway.cost_usd", usd == null ? null : usd.toPlainString());
        }
    }

    private void put(Usage usage) {
        put("gen_ai.response.model", usage.model());
        put("gen_ai.response.id", usage.id());
        if (usage.finish() != null) {
            Span ignored = span.setAttribute(
                    AttributeKey.stringArrayKey("gen_ai.response.finish_reasons"), List.of(usage.finish()));
        }
        put("gen_ai.usage.input_tokens", usage.amount(Unit.INPUT_TOKENS));
        put("gen_ai.usage.output_tokens", usage.amount(Unit.OUTPUT_TOKENS));
        put("gen_ai.usage.cache_read.input_tokens", usage.amount(Unit.CACHE_READ_TOKENS));
        put("gen_ai.usage.cache_creation.input_tokens", usage.amount(Unit.CACHE_WRITE_TOKENS));
    }

    private void put(String name, @Nullable String value) {
        if (value != null) {
            Span ignored = span.setAttribute(name, value);
        }
    }

    private void put(String name, @Nullable BigDecimal value) {
        if (value != null) {
            Span ignored = span.setAttribute(name, value.longValue());
        }
    }
}
