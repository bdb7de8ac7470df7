package dev.gangway.agent.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gangway.observe.ExchangeRecord;
import dev.gangway.observe.ExchangeRecord.End;
import dev.gangway.observe.ExchangeRecord.Timing;
import dev.gangway.usage.Cost;
import dev.gangway.usage.Unit;
import dev.gangway.usage.Usage;
import dev.gangway.usage.UsageFormat;
import dev.gangway.usage.UsageFormats;
import dev.gangway.usage.price.PriceFile;
import dev.gangway.usage.price.PriceTable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Verifies what exchanges are said to cost, by the gateway's own arithmetic, and when the table is read. */
class PricesTest {

    private static final PriceTable TABLE =
            PriceFile.of(new JsonMapper().readTree("""
                    {"m": {"input_cost_per_token": 0.01, "output_cost_per_token": 0.1},
                     "bedrock/eu-west-1/m": {"input_cost_per_token": 1, "output_cost_per_token": 1}}""")).table();

    private static ExchangeRecord exchange(
            @Nullable String provider, String host, String method, String path, @Nullable Integer status, End end) {
        UsageFormat format = provider == null ? null : UsageFormats.find(provider, method, path);
        Usage usage = new Usage(
                Map.of(Unit.INPUT_TOKENS, new BigDecimal(7), Unit.OUTPUT_TOKENS, new BigDecimal(3)),
                Map.of(),
                "m",
                "id-1",
                null,
                null,
                Map.of());
        return new ExchangeRecord(
                Instant.EPOCH,
                "r",
                null,
                provider,
                null,
                null,
                null,
                host,
                method,
                path,
                format == null ? null : format.api(),
                "m",
                status,
                null,
                false,
                1L,
                1,
                new Timing(1.0, null, null, 2),
                end,
                null,
                null,
                List.of(),
                usage,
                false,
                Cost.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "openai, api.openai.com, POST, /v1/chat/completions, 200, COMPLETE, 0.37 m",
        "bedrock, bedrock-runtime.eu-west-1.amazonaws.com, POST, /model/m/converse, 200, COMPLETE, 10 bedrock/eu-west-1/m",
        "openai, api.openai.com, GET, /v1/models, 200, COMPLETE, 0 not-billable",
        "openai, api.openai.com, GET, /v1/responses/id-1, 200, CLIENT_ABORTED, null null",
        ", api.example.com, POST, /v1/chat/completions, 200, COMPLETE, null null",
        "openai, api.openai.com, POST, /v1/chat/completions, , UPSTREAM_FAILED, null null"
    })
    void costs(
            @Nullable String provider,
            String host,
            String method,
            String path,
            @Nullable Integer status,
            End end,
            String expected) {
        Prices prices = new Prices();
        prices.change(() -> TABLE);

        Cost cost = prices.apply(exchange(provider, host, method, path, status, end))
                .cost();

        assertEquals(expected, (cost.usd() == null ? "null" : cost.usd().toPlainString()) + " " + cost.price());
    }

    @Test
    void readsTheTableOnceAndOnlyWhenItIsNeeded() {
        AtomicInteger reads = new AtomicInteger();
        Prices prices = new Prices();
        prices.change(() -> {
            reads.incrementAndGet();
            return TABLE;
        });
        ExchangeRecord exchange =
                exchange("openai", "api.openai.com", "POST", "/v1/chat/completions", 200, End.COMPLETE);

        assertEquals(0, reads.get());
        prices.apply(exchange);
        prices.apply(exchange);
        assertEquals(1, reads.get());

        prices.change(null);
        assertEquals(Cost.UNKNOWN, prices.apply(exchange).cost());
    }
}
