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
                "GET",
                "/",
                null,
                null,
                null,
                null,
                null,
                0,
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
        Map<Unit, BigDecimal> amounts = new EnumMap<>(Unit.class);
        for (Unit unit : Unit.values()) {
            amounts.put(unit, BigDecimal.valueOf(11 + unit.ordinal()));
        }
        Map<String, BigDecimal> tools = Map.of("web_search", BigDecimal.valueOf(2), "code_interpreter", BigDecimal.ONE);
        return new ExchangeRecord(
                Instant.parse("2026-11-21T06:00:00.123456Z"),
                "id-1",
                "/openai_passthrough",
                "openai",
                "main",
                "alice",
                "alice@example.com",
                "POST",
                "/openai_passthrough/v1/chat/completions",
                "openai.chat",
                "gpt-4o",
                200,
                "internal",
                true,
                100,
                2000,
                new Timing(12.3456789, 20.0, 1.5, 345.6789),
                End.COMPLETE,
                "req_1",
                "OpenAI/Python \"2.1\"\n",
                List.of("team-a", "prod"),
                new Usage(amounts, tools, "gpt-4o-2024-08-06", "chatcmpl-1", "default", "stop", Map.of()),
                true,
                new Cost(new BigDecimal("1E-7"), "openai/gpt-4o", List.of("web_search")));
    }
}
