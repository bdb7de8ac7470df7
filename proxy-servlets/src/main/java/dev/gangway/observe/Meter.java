package dev.gangway.observe;

import dev.gangway.observe.ExchangeRecord.Timing;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The clock and the counter of one exchange, which starts with it. */
public final class Meter {

    private static final double NANOS_PER_MILLI = 1_000_000;

    private final Instant arrived = Instant.now();
    private final long started = System.nanoTime();
    private final AtomicLong bytesOut = new AtomicLong();
    private volatile @Nullable Double ttfbMillis;
    private volatile @Nullable Double firstEventMillis;
    private volatile double lastEventMillis;
    private volatile long events;

    /** The upstream's response headers are here. */
    public void answered() {
        ttfbMillis = elapsedMillis();
    }

    /** {@code count} events of the answer have passed so far. */
    public void passedEvents(long count) {
        if (count > events) {
            lastEventMillis = elapsedMillis();
            firstEventMillis = firstEventMillis == null ? (Double) lastEventMillis : firstEventMillis;
            events = count;
        }
    }

    /** {@code bytes} more of the answer went to the client. */
    public void wrote(int bytes) {
        bytesOut.addAndGet(bytes);
    }

    /** When it started. */
    public Instant arrived() {
        return arrived;
    }

    /** The times up to now. */
    public Timing timing() {
        Double first = firstEventMillis;
        Double gap = first == null || events < 2 ? null : (Double) ((lastEventMillis - first) / (events - 1));
        return new Timing(ttfbMillis, first, gap, elapsedMillis());
    }

    private double elapsedMillis() {
        return (System.nanoTime() - started) / NANOS_PER_MILLI;
    }

    /** How many bytes of the answer went to the client so far. */
    public long bytesOut() {
        return bytesOut.get();
    }
}
