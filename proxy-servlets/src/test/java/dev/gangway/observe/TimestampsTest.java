package dev.gangway.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A timestamp is what the JDK writes. */
class TimestampsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-21T16:00:00Z",
                "2026-11-21T16:00:00.100Z",
                "2026-11-21T16:00:00.120Z",
                "2026-11-21T16:00:00.000001Z",
                "2026-11-21T16:00:00.100000Z",
                "2026-11-21T16:00:00.000100Z",
                "2026-11-21T16:00:00.123456789Z",
                "2026-11-21T16:00:00.000000001Z",
                "1969-12-31T23:59:59.999Z",
                "1970-01-01T00:00:00Z"
            })
    void isAsTheJdkWritesIt(String text) {
        Instant instant = Instant.parse(text);
        assertEquals(instant.toString(), Timestamps.of(instant));
    }

    @Test
    void ofAnyInstantAfterAnyOther() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            Instant instant = Instant.ofEpochSecond(random.nextInt(3) * 86_399L, random.nextInt(1_000_000_000));
            assertEquals(instant.toString(), Timestamps.of(instant));
        }
    }
}
