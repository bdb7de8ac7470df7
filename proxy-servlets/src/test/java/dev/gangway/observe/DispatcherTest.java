package dev.gangway.observe;

import static dev.gangway.observe.Dispatcher.CAPACITY;
import static dev.gangway.observe.SampleRecords.bare;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.testing.CapturedLog;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Records reach listeners on another thread, in order, bounded, and whatever the listeners do. */
@Timeout(30)
class DispatcherTest {

    private final List<String> told = new ArrayList<>();

    private void keep(ExchangeRecord exchange) {
        told.add(exchange.requestId());
    }

    private static List<String> ids(int count) {
        return IntStream.range(0, count).mapToObj(String::valueOf).toList();
    }

    @Test
    void closeTellsAllThatWaits() throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        Dispatcher dispatcher = Dispatcher.start(List.of(exchange -> await(start), this::keep));
        ids(1000).forEach(id -> dispatcher.dispatch(bare(id)));
        start.countDown();
        dispatcher.close();
        assertEquals(ids(1000), told);
        assertEquals(0, dispatcher.dropped());
    }

    /** Or what comes meanwhile would be dropped. */
    @Test
    void restsLessWhereFewMayWait() throws Exception {
        Semaphore heard = new Semaphore(0);
        try (Dispatcher dispatcher = Dispatcher.start(
                List.of(exchange -> heard.release()), UnaryOperator.identity(), 2, Duration.ofSeconds(20))) {
            for (String id : ids(3)) {
                dispatcher.dispatch(bare(id));
                assertTrue(heard.tryAcquire(10, TimeUnit.SECONDS), id);
            }
        }
    }

    /** As with the JVM's, which does not wait for the thread. */
    @Test
    void whatHasComeBeforeAnEndIsTold() throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        Dispatcher dispatcher = Dispatcher.start(List.of(exchange -> await(start), this::keep));
        ids(1000).forEach(id -> dispatcher.dispatch(bare(id)));
        Thread end = new Thread(dispatcher::hurry);
        end.start();
        start.countDown();
        end.join();
        assertEquals(ids(1000), List.copyOf(told));
        dispatcher.close();
    }

    /** By then listeners are closed, and what waited is counted as dropped. */
    @Test
    void aListenerThatComesToItselfLateFindsNothingMore() throws Exception {
        CompletableFuture<Thread> stuck = new CompletableFuture<>();
        CountDownLatch free = new CountDownLatch(1);
        ExchangeListener blocked = exchange -> {
            stuck.complete(Thread.currentThread());
            await(free);
        };
        Dispatcher dispatcher = Dispatcher.start(List.of(blocked, this::keep), CAPACITY, Duration.ofMillis(50));
        ids(3).forEach(id -> dispatcher.dispatch(bare(id)));
        Thread worker = stuck.get(10, TimeUnit.SECONDS);
        dispatcher.close();
        free.countDown();
        worker.join();
        assertEquals(ids(1), told);
        assertEquals(2, dispatcher.dropped());
    }

    @Test
    void listenersRunOnTheirOwnDaemonThread() {
        List<Thread> threads = new ArrayList<>();
        try (Dispatcher dispatcher = Dispatcher.start(List.of(exchange -> threads.add(Thread.currentThread())))) {
            dispatcher.dispatch(bare("a"));
        }
        assertNotEquals(Thread.currentThread(), threads.get(0));
        assertTrue(threads.get(0).isDaemon());
    }

    @Test
    void aStuckListenerHoldsUpNobodyAndTheRestIsDroppedAndCounted() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        ExchangeListener blocked = exchange -> {
            stuck.countDown();
            await(free);
        };
        try (CapturedLog log = new CapturedLog()) {
            Dispatcher dispatcher = Dispatcher.start(List.of(blocked, this::keep), CAPACITY, Duration.ofMillis(50));
            dispatcher.dispatch(bare("first"));
            assertTrue(stuck.await(10, TimeUnit.SECONDS));
            ids(CAPACITY + 10).forEach(id -> dispatcher.dispatch(bare(id)));
            assertEquals(10, dispatcher.dropped());
            dispatcher.close();
            assertEquals(CAPACITY + 10, dispatcher.dropped());
            dispatcher.dispatch(bare("late"));
            assertEquals(CAPACITY + 11, dispatcher.dropped());
            assertEquals(1, log.text().split("do not keep up", -1).length - 1);
            log.line(CAPACITY + " records were dropped at the stop");
        } finally {
            free.countDown();
        }
    }

    @Test
    void aListenerThatFailsDisturbsNoOtherAndIsNamedOnce() {
        ExchangeListener bad = new Bad();
        try (CapturedLog log = new CapturedLog()) {
            Dispatcher dispatcher = Dispatcher.start(List.of(bad, this::keep));
            ids(3).forEach(id -> dispatcher.dispatch(bare(id)));
            dispatcher.close();
            assertEquals(ids(3), told);
            assertEquals(3, dispatcher.failed());
            assertEquals(1, log.text().split(Pattern.quote(Bad.class.getName()), -1).length - 1);
            assertTrue(log.text().contains("NoClassDefFoundError"));
            assertFalse(log.text().contains("sk-secret"));
        }
    }

    /** Kotlin's listeners throw checked exceptions without a word, and any may leave an interrupt behind. */
    @Test
    void noListenerEndsTheThread() {
        ExchangeListener sneaky = exchange -> {
            Thread.currentThread().interrupt();
            DispatcherTest.<RuntimeException>sneak(new IOException("sk-secret"));
        };
        Dispatcher dispatcher = Dispatcher.start(List.of(sneaky, this::keep));
        ids(3).forEach(id -> dispatcher.dispatch(bare(id)));
        dispatcher.close();

        assertEquals(ids(3), told);
        assertEquals(0, dispatcher.dropped());
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // to throw what is not declared
    private static <T extends Throwable> void sneak(Throwable failure) throws T {
        throw (T) failure;
    }

    /** As a user's listener that misses a jar. */
    private static final class Bad implements ExchangeListener {
        @Override
        public void onExchange(ExchangeRecord exchange) {
            throw new NoClassDefFoundError("sk-secret");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
