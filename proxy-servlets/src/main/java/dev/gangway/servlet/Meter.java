package dev.gangway.servlet;

import dev.gangway.observe.ExchangeRecord.Timing;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The clock and the counter of one exchange. */
final class Meter {

    private static final double NANOS_PER_MILLI = 1_000_000;

    private final Instant arrived = Instant.now();
    private final long started = System.nanoTime();
    private final AtomicLong bytesOut = new AtomicLong();
    private volatile @Nullable Double ttfbMillis;
    private volatile @Nullable Double firstEventMillis;
    private volatile double lastEventMillis;
    private volatile long events;

    void answered() {
        ttfbMillis = elapsedMillis();
    }

    /** {@code count} events of the answer have passed so far. */
    void passedEvents(long count) {
        if (count > events) {
            lastEventMillis = elapsedMillis();
            firstEventMillis = firstEventMillis == null ? (Double) lastEventMillis : firstEventMillis;
            events = count;
        }
    }

    void wrote(int bytes) {
        bytesOut.addAndGet(bytes);
    }

    Instant arrived() {
        return arrived;
    }

    Timing timing() {
        Double first = firstEventMillis;
        Double gap = first == null || events < 2 ? null : (Double) ((lastEventMillis - first) / (events - 1));
        return new Timing(ttfbMillis, first, gap, elapsedMillis());
    }

    private double elapsedMillis() {
        return (System.nanoTime() - started) / NANOS_PER_MILLI;
    }

    long bytesOut() {
        return bytesOut.get();
    }
}
