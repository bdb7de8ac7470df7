package dev.gangway.credential;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one token. Whoever asks gets the one that is there; at most one call to the token service is under way. After
 * 80 % of a token's life the next who asks has it renewed in the background and still gets the old one. A cache that
 * nobody asks does nothing, so it needs no stop.
 */
public final class TokenCache<T> {

    private final TokenService<T> service;
    private final Executor threads;
    private final InstantSource clock;
    private final Pace pace;
    private final Consumer<TokenException> failed;

    private volatile @Nullable Held<T> held;

    /** Guards what follows, and changes of {@link #held}; nothing waits and nothing is called while it is held. */
    private final Object lock = new Object();

    private @Nullable CompletableFuture<T> flight;

    /** A call that hangs is not joined by another: it holds a thread. */
    private boolean asking;

    private @Nullable TokenException failure;
    private int failures;
    private Instant nextTry = Instant.MIN;
    private Instant nextRejection = Instant.MIN;

    /**
     * An empty cache.
     *
     * @param threads where {@code service} is called, which blocks
     * @param failed is told of every call that failed
     */
    public TokenCache(
            TokenService<T> service,
            Executor threads,
            InstantSource clock,
            Pace pace,
            Consumer<TokenException> failed) {
        this.service = service;
        this.threads = threads;
        this.clock = clock;
        this.pace = pace;
        this.failed = failed;
    }

    /**
     * A token that is valid now. Where one has to be fetched first, the stage completes on one of the cache's threads,
     * at the latest after {@link Pace#patience}; it fails with a {@link TokenException}, at once while the service is
     * given a pause.
     */
    public CompletionStage<T> get() {
        Held<T> now = held;
        Instant time = clock.instant();
        return now != null && now.isFresh(time) ? now.stage() : fetched(time);
    }

    /** The upstream did not take {@code value}: it is forgotten, unless that was just said of another. */
    public void reject(T value) {
        Instant time = clock.instant();
        synchronized (lock) {
            Held<T> now = held;
            if (now != null && now.value().equals(value) && !time.isBefore(nextRejection)) {
                nextRejection = time.plus(pace.rejection());
                held = null;
            }
        }
    }

    private CompletionStage<T> fetched(Instant time) {
        CompletionStage<T> answer;
        CompletableFuture<T> started = null;
        synchronized (lock) {
            Held<T> now = held;
            boolean fresh = now != null && now.isFresh(time);
            if (!fresh && !asking && flight == null && !time.isBefore(nextTry)) {
                asking = true;
                started = new CompletableFuture<>();
                flight = started;
            }
            answer = now != null && now.isValid(time) ? now.stage() : underWay();
        }
        if (started != null) {
            start(started);
        }
        return answer;
    }

    /** Called while {@link #lock} is held. A copy: nobody who waits may complete the flight itself. */
    private CompletionStage<T> underWay() {
        return flight != null
                ? flight.minimalCompletionStage()
                : CompletableFuture.failedStage(
                        failure != null ? failure : new TokenException("the upstream did not take the last token"));
    }

    private void start(CompletableFuture<T> started) {
        // Not on the threads of the calls, which may all hang.
        Executor later = CompletableFuture.delayedExecutor(pace.patience().toMillis(), TimeUnit.MILLISECONDS);
        later.execute(() -> {
            if (!started.isDone()) {
                fail(started, new TokenException("it did not answer in time"));
            }
        });
        threads.execute(() -> {
            try {
                fetch(started);
            } finally {
                returned();
            }
        });
    }

    private void returned() {
        synchronized (lock) {
            asking = false;
        }
    }

    private void fetch(CompletableFuture<T> started) {
        try {
            Token<T> token = service.fetch();
            Held<T> fetched = Held.of(token, clock.instant());
            if (fetched.isValid(clock.instant())) {
                hold(started, fetched);
            } else {
                fail(started, new TokenException("its token has expired already"));
            }
        } catch (TokenException e) {
            fail(started, e);
        } catch (RuntimeException | LinkageError e) {
            fail(
                    started,
                    new TokenException("asking it failed with " + e.getClass().getName()));
        }
    }

    /** Also a token that comes too late for those who asked is good for those who ask now. */
    private void hold(CompletableFuture<T> started, Held<T> fetched) {
        synchronized (lock) {
            held = fetched;
            failure = null;
            failures = 0;
            nextTry = Instant.MIN;
            land(started);
        }
        started.complete(fetched.value());
    }

    private void fail(CompletableFuture<T> started, TokenException reason) {
        synchronized (lock) {
            if (!isFlight(started)) {
                return;
            }
            failure = reason;
            failures++;
            nextTry = clock.instant().plus(pace.pause(failures));
            land(started);
        }
        started.completeExceptionally(reason);
        failed.accept(reason);
    }

    private void land(CompletableFuture<T> started) {
        if (isFlight(started)) {
            flight = null;
        }
    }

    @SuppressWarnings("ReferenceEquality") // The very same one is meant.
    private boolean isFlight(CompletableFuture<T> started) {
        return started == flight;
    }
}
