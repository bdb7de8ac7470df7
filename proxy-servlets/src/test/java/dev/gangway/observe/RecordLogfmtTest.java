package dev.gangway.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.observe.ExchangeRecord.End;
import dev.gangway.observe.ExchangeRecord.Timing;
import dev.gangway.usage.Cost;
import dev.gangway.usage.Unit;
import dev.gangway.usage.Usage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Verifies records in logfmt: the fields of the JSON in their order, and nothing in a value that breaks a line. */
class RecordLogfmtTest {

    private static ExchangeRecord record(String path, String model, List<String> tags) {
        Usage usage =
                new Usage(Map.of(Unit.INPUT_TOKENS, new BigDecimal("9")), Map.of(), null, null, null, null, Map.of());
        return new ExchangeRecord(
                Instant.parse("2026-11-21T06:00:00Z"),
                "id",
                null,
                "openai",
                null,
                null,
                null,
                null,
                "POST",
                path,
                null,
                model,
                200,
                null,
                true,
                1L,
                2,
                new Timing(null, null, null, 1.5),
                End.COMPLETE,
                null,
                null,
                tags,
                usage,
                false,
                Cost.UNKNOWN);
    }

    @Test
    void hasTheFieldsOfTheJson() {
        assertEquals(
                "ts=2026-11-21T06:00:00Z request_id=id provider=openai method=POST path=/v1 request_model=gpt-4o status=200"
                        + " stream=true bytes_in=1 bytes_out=2 duration_ms=1.500 end=complete usage.input_tokens=9"
                        + " usage_partial=false tags=a,b",
                RecordFormat.LOGFMT.text(record("/v1", "gpt-4o", List.of("a", "b"))));
    }

    @Test
    void quotesWhatWouldBeReadAsSomethingElse() {
        String line = RecordFormat.LOGFMT.text(record("/v1", "a b=\"c\"\n\\\u0001\u2028end=forged", List.of()));

        assertTrue(line.contains(" request_model=\"a b=\\\"c\\\"\\n\\\\\\u0001\\u2028end=forged\" "), line);
        assertFalse(line.contains("\n"));
    }

    @Test
    void anEmptyValueIsQuoted() {
        assertTrue(RecordFormat.LOGFMT.text(record("/v1", "", List.of())).contains(" request_model=\"\" "));
    }
}
