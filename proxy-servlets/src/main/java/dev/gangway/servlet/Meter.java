package dev.gangway.servlet;

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

    void answered() {
        ttfbMillis = elapsedMillis();
    }

    void wrote(int bytes) {
        bytesOut.addAndGet(bytes);
    }

    Instant arrived() {
        return arrived;
    }

    @Nullable Double ttfbMillis() {
        return ttfbMillis;
    }

    double elapsedMillis() {
        return (System.nanoTime() - started) / NANOS_PER_MILLI;
    }

    long bytesOut() {
        return bytesOut.get();
    }
}
