package dev.gangway.observe;

import dev.gangway.observe.ExchangeRecord.End;
import dev.gangway.observe.ExchangeRecord.Timing;
import dev.gangway.usage.Cost;
import dev.gangway.usage.Unit;
import dev.gangway.usage.Usage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records for tests. */
public final class SampleRecords {

    private SampleRecords() {}

    /** Knows only what every record knows. */
    public static ExchangeRecord bare(String requestId) {
        return new ExchangeRecord(
                Instant.EPOCH,
                requestId,
                null,
                null,
                null,
                null,
                null,
                null,
                "GET",
                "/",
                null,
                null,
                null,
                null,
                null,
                0L,
                0,
                new Timing(null, null, null, 1),
                End.REJECTED,
                null,
                null,
                List.of(),
                Usage.UNKNOWN,
                false,
                Cost.UNKNOWN);
    }

    /** Knows everything; each unit's amount is one more than that of the one before, from 11 on. */
    public static ExchangeRecord full() {
        Draft draft = new Draft();
        draft.error = "internal";
        draft.partial = true;
        return draft.record();
    }

    /** As {@link #full}, but nothing went wrong. */
    public static ExchangeRecord ok() {
        return new Draft().record();
    }

    /** A record that can still be changed; knows everything, and nothing went wrong. */
    public static final class Draft {
        public String requestId = "id-1";
        public @Nullable String provider = "openai";
        public String method = "POST";
        public @Nullable String operation = "openai.chat";
        public @Nullable String requestModel = "gpt-4o";
        public @Nullable Integer status = 200;
        public @Nullable String error;
        public End end = End.COMPLETE;
        public boolean partial;
        public Usage usage = new Usage(
                amounts(),
                Map.of("web_search", BigDecimal.valueOf(2), "code_interpreter", BigDecimal.ONE),
                "gpt-4o-2024-08-06",
                "chatcmpl-1",
                "default",
                "stop",
                Map.of());
        public Cost cost = new Cost(new BigDecimal("1E-7"), "openai/gpt-4o", List.of("web_search"));

        private static Map<Unit, BigDecimal> amounts() {
            Map<Unit, BigDecimal> amounts = new EnumMap<>(Unit.class);
            for (Unit unit : Unit.values()) {
                amounts.put(unit, BigDecimal.valueOf(11 + unit.ordinal()));
            }
            return amounts;
        }

        public ExchangeRecord record() {
            return new ExchangeRecord(
                    Instant.parse("2026-11-21T06:00:00.123456Z"),
                    requestId,
                    "/openai_passthrough",
                    provider,
                    "main",
                    "alice",
                    "alice@example.com",
                    "api.openai.com",
                    method,
                    "/openai_passthrough/v1/chat/completions",
                    operation,
                    requestModel,
                    status,
                    error,
                    true,
                    100L,
                    2000,
                    new Timing(12.3456789, 20.0, 1.5, 345.6789),
                    end,
                    "req_1",
                    "OpenAI/Python \"2.1\"\n",
                    List.of("team-a", "prod"),
                    usage,
                    partial,
                    cost);
        }
    }
}
