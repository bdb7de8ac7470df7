package dev.gangway.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Verifies when a token cache calls its token service and what it gives meanwhile, on a clock that only the test moves. */
class TokenCacheTest {

    private static final Duration LIFE = Duration.ofSeconds(1000);
    private static final Pace PACE =
            new Pace(Duration.ofHours(1), Duration.ofSeconds(1), Duration.ofSeconds(4), Duration.ofSeconds(10));

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Deque<Runnable> work = new ArrayDeque<>();
    private final List<String> failures = new ArrayList<>();
    private @Nullable String outage;
    private int calls;
    private final TokenCache<String> cache =
            new TokenCache<>(this::fetch, work::add, () -> now, PACE, failure -> failures.add(failure.reason()));

    private Token<String> fetch() throws TokenException {
        calls++;
        if (outage != null) {
            throw new TokenException(outage);
        }
        return new Token<>("token-" + calls, now.plus(LIFE));
    }

    private CompletableFuture<String> ask() {
        return cache.get().toCompletableFuture();
    }

    private void runWork() {
        while (!work.isEmpty()) {
            work.remove().run();
        }
    }

    private String askAndFetch() {
        CompletableFuture<String> asked = ask();
        runWork();
        return asked.join();
    }

    private static String reason(CompletableFuture<String> asked) {
        CompletionException failure = assertThrows(CompletionException.class, asked::join);
        return assertInstanceOf(TokenException.class, failure.getCause()).reason();
    }

    @Test
    void thousandWhoAskFirstShareOneCall() {
        List<CompletableFuture<String>> asked = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            asked.add(ask());
        }
        assertTrue(asked.stream().noneMatch(CompletableFuture::isDone));

        runWork();

        assertEquals(1, calls);
        assertTrue(asked.stream().allMatch(future -> future.join().equals("token-1")));
    }

    @Test
    void keepsATokenForFourFifthsOfItsLife() {
        askAndFetch();

        now = now.plusSeconds(799);
        assertEquals("token-1", ask().join());

        assertTrue(work.isEmpty());
    }

    @Test
    void renewsInTheBackgroundWhileTheOldOneIsUsed() {
        askAndFetch();
        now = now.plusSeconds(800);

        assertEquals("token-1", ask().join());
        assertEquals("token-1", ask().join());
        assertEquals(1, work.size());
        runWork();

        assertEquals("token-2", ask().join());
        assertEquals(2, calls);
    }

    @Test
    void waitsForANewOneShortlyBeforeTheOldExpires() {
        askAndFetch();

        now = now.plusSeconds(990);

        assertFalse(ask().isDone());
        runWork();
        assertEquals("token-2", ask().join());
    }

    @Test
    void anOldTokenOutlivesAnOutage() {
        askAndFetch();
        outage = "it answered 500";
        now = now.plusSeconds(800);

        assertEquals("token-1", askAndFetch());
        now = now.plusSeconds(100);
        assertEquals("token-1", askAndFetch());
        now = now.plusSeconds(90);

        assertEquals("it answered 500", reason(failing()));
        assertEquals(List.of(outage, outage, outage), failures);
    }

    private CompletableFuture<String> failing() {
        CompletableFuture<String> asked = ask();
        runWork();
        return asked;
    }

    @Test
    void pausesLongerAfterEachFailureAndFailsAtOnceMeanwhile() {
        outage = "it answered 503: busy";
        for (int pause : new int[] {1, 2, 4, 4}) {
            int before = calls;
            assertEquals(outage, reason(failing()));
            assertEquals(before + 1, calls);

            now = now.plusSeconds(pause).minusMillis(1);
            assertEquals(outage, reason(ask()));
            assertTrue(work.isEmpty());
            now = now.plusMillis(1);
        }

        outage = null;
        assertEquals("token-5", askAndFetch());
    }

    @Test
    void aSuccessMakesThePausesShortAgain() {
        outage = "down";
        reason(failing());
        now = now.plusSeconds(1);
        reason(failing());
        outage = null;
        now = now.plusSeconds(2);
        askAndFetch();
        outage = "down";
        now = now.plus(LIFE);
        reason(failing());

        now = now.plusSeconds(1);
        outage = null;

        assertEquals("token-5", askAndFetch());
    }

    @Test
    void forgetsATokenThatTheUpstreamDoesNotTake() {
        askAndFetch();

        cache.reject("token-1");

        assertEquals("token-2", askAndFetch());
    }

    @Test
    void keepsATokenWhenAnOlderOneWasNotTaken() {
        askAndFetch();
        now = now.plusSeconds(800);
        askAndFetch();

        cache.reject("token-1");

        assertEquals("token-2", ask().join());
        assertEquals(2, calls);
    }

    /** An upstream that says no to everybody must not make the gateway ask for a token per request. */
    @Test
    void believesOneRejectionPerTenSeconds() {
        askAndFetch();
        cache.reject("token-1");
        assertEquals("token-2", askAndFetch());

        cache.reject("token-2");
        assertEquals("token-2", ask().join());
        now = now.plusSeconds(10);
        cache.reject("token-2");

        assertEquals("token-3", askAndFetch());
    }

    @Test
    void refusesATokenThatHasExpiredAlready() {
        TokenCache<String> stale = new TokenCache<>(
                () -> new Token<>("t", now.minusSeconds(1)), Runnable::run, () -> now, PACE, failure -> {});

        assertEquals("its token has expired already", reason(stale.get().toCompletableFuture()));
    }

    @Test
    void aTokenWithoutExpiryIsFetchedOnce() {
        TokenCache<String> cache = new TokenCache<>(
                () -> {
                    calls++;
                    return new Token<>("t", null);
                },
                Runnable::run,
                () -> now,
                PACE,
                failure -> {});
        cache.get();
        now = now.plus(Duration.ofDays(10_000));

        assertEquals("t", cache.get().toCompletableFuture().join());
        assertEquals(1, calls);
    }

    @Test
    void aFaultOfTheLibraryIsAReasonWithoutItsWords() {
        TokenCache<String> cache = new TokenCache<>(
                () -> {
                    throw new IllegalStateException("assertion eyJ");
                },
                Runnable::run,
                () -> now,
                PACE,
                failure -> {});

        assertEquals(
                "asking it failed with java.lang.IllegalStateException",
                reason(cache.get().toCompletableFuture()));
    }

    /** Real time: the wait is bounded also where the library never returns; what comes late is still used. */
    @Test
    void doesNotWaitLongerThanItsPatience() throws Exception {
        CompletableFuture<Token<String>> hanging = new CompletableFuture<>();
        BlockingQueue<String> told = new LinkedBlockingQueue<>(); // by a timer's thread, which answers first
        Deque<Thread> threads = new ConcurrentLinkedDeque<>();
        Pace shortly = new Pace(Duration.ofMillis(50), Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1));
        TokenCache<String> cache = new TokenCache<>(
                hanging::join,
                run -> {
                    Thread thread = new Thread(run);
                    threads.add(thread);
                    thread.start();
                },
                () -> now,
                shortly,
                failure -> told.add(failure.reason()));

        CompletableFuture<String> asked = cache.get().toCompletableFuture();
        assertNull(asked.handle((token, failure) -> token).get(10, TimeUnit.SECONDS));
        assertEquals("it did not answer in time", reason(asked));

        hanging.complete(new Token<>("late", now.plus(LIFE)));
        for (Thread thread : threads) {
            thread.join(10_000);
        }
        assertEquals("late", cache.get().toCompletableFuture().join());
        assertEquals("it did not answer in time", told.poll(10, TimeUnit.SECONDS));
        assertTrue(told.isEmpty());
    }
}
