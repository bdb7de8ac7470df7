package dev.gangway.observe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The records' thread wakes seldom where there is little to tell, and often where there is much. */
class PauseTest {

    private final Pause pause = Pause.between(Duration.ofMillis(1), Duration.ofMillis(20));

    private static void assertAfter(int records, Pause pause, long... expected) {
        assertArrayEquals(
                expected,
                LongStream.generate(() -> pause.millisAfter(records))
                        .limit(expected.length)
                        .toArray());
    }

    @Test
    void isAsLongAsAFewRecordsTake() {
        assertAfter(1, pause, 2, 4, 8, 16, 20, 20);
        assertAfter(10, pause, 20, 20);
        assertAfter(100, pause, 10, 5, 2, 1, 1);
        assertAfter(10, pause, 1, 1);
    }

    @Test
    void isNoLongerThanIsAllowed() {
        assertAfter(1, pause.atMost(3), 2, 3, 3);
        assertAfter(1, pause.atMost(0), 0, 0);
        assertAfter(100, Pause.between(Duration.ofMillis(20), Duration.ofMillis(20)), 20, 20);
    }
}
