package dev.gangway.credential;

import java.time.Duration;

/**
 * How a {@link TokenCache} treats its token service.
 *
 * @param patience how long an exchange waits at most for a token
 * @param firstPause after one failure; each that follows doubles it
 * @param longestPause the longest pause after a failure
 * @param rejection how long after a token that an upstream did not take the next such one is believed
 */
public record Pace(Duration patience, Duration firstPause, Duration longestPause, Duration rejection) {

    /** What a gateway keeps to. */
    public static final Pace DEFAULT =
            new Pace(Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofSeconds(10));

    private static final int MOST_DOUBLINGS = 20;

    /** The pause after that many failures in a row, at least one. */
    Duration pause(int failures) {
        Duration pause = firstPause.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        return pause.compareTo(longestPause) < 0 ? pause : longestPause;
    }
}
