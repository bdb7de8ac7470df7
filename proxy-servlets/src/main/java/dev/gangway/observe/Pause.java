package dev.gangway.observe;

import java.time.Duration;

/**
 * How long the records' thread rests between two goes. Several records in one go: to wake a thread and to write a line costs as
 * much as to make one. Not so many that they hold a core while exchanges wait for it.
 */
final class Pause {

    private static final int FEW = 8;
    private static final int MANY = 2 * FEW;

    private final long shortestMillis;
    private final long longestMillis;
    private long millis;

    private Pause(long shortestMillis, long longestMillis) {
        this.shortestMillis = shortestMillis;
        this.longestMillis = longestMillis;
        this.millis = shortestMillis;
    }

    /** Between {@code shortest} and {@code longest}, in whole milliseconds, by how many records there are. */
    static Pause between(Duration shortest, Duration longest) {
        return new Pause(shortest.toMillis(), longest.toMillis());
    }

    /** The same, but never longer than {@code most}. */
    Pause atMost(long most) {
        return new Pause(Math.min(shortestMillis, most), Math.min(longestMillis, most));
    }

    /** The next one, after a go of {@code records}. */
    long millisAfter(int records) {
        if (records < FEW) {
            millis = Math.min(longestMillis, Math.max(1, 2 * millis));
        } else if (records > MANY) {
            millis = Math.max(shortestMillis, millis / 2);
        }
        return millis;
    }

    /** The last one. */
    long millis() {
        return millis;
    }
}
