package dev.gangway.observe;

import dev.gangway.observe.ExchangeRecord.End;
import dev.gangway.observe.ExchangeRecord.Timing;
import dev.gangway.usage.Cost;
import dev.gangway.usage.Usage;
import java.time.Instant;
import java.util.List;

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
}
