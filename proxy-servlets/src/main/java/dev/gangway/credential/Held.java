package dev.gangway.credential;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A token in a cache.
 *
 * @param refreshAt from when on a new one is fetched
 * @param validUntil from when on it is not used any more: shortly before it expires, for it has a way to go
 * @param stage holds the token
 */
record Held<T>(T value, Instant refreshAt, Instant validUntil, CompletionStage<T> stage) {

    private static final Duration LONGEST_WAY = Duration.ofSeconds(10);

    static <T> Held<T> of(Token<T> token, Instant now) {
        CompletionStage<T> stage = CompletableFuture.completedStage(token.value());
        Instant expiry = token.expiresAt();
        if (expiry == null) {
            return new Held<>(token.value(), Instant.MAX, Instant.MAX, stage);
        }
        Duration tenth = Duration.between(now, expiry).dividedBy(10);
        Duration way = tenth.compareTo(LONGEST_WAY) < 0 ? tenth : LONGEST_WAY;
        return new Held<>(token.value(), now.plus(tenth.multipliedBy(8)), expiry.minus(way), stage);
    }

    boolean isFresh(Instant now) {
        return now.isBefore(refreshAt);
    }

    boolean isValid(Instant now) {
        return now.isBefore(validUntil);
    }
}
