package dev.gangway.observe;

import java.io.Flushable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands records to listeners on a thread of its own, so that none of them ever holds up an exchange. Only so
 * many records wait, usually {@value #CAPACITY}; what comes on top is dropped and counted.
 */
public final class Dispatcher implements AutoCloseable {

    static final int CAPACITY = 8192;

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long MOST_BODY_BYTES = 64L << 20;

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(20);

    /** More records than come in a millisecond. */
    private static final int MOST_PER_MILLI = 100;

    /** Between a pause and a write while records keep coming. */
    private static final long LONGEST_WAIT_MILLIS = 20;

    private static final Waiting WAKE = new Waiting(null, null, 0, null);

    private final List<ExchangeListener> listeners;
    private final UnaryOperator<ExchangeRecord> finish;
    private final List<Flushable> gatherers;
    private final BlockingQueue<Waiting> queue;
    private final AtomicLong bodyBytes = new AtomicLong();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final Set<Object> complainedOf = ConcurrentHashMap.newKeySet();
    private final Thread thread = new Thread(this::work, "gangway-records");
    private final Pause pause;
    private final Duration patience;
    private long flushed = System.nanoTime();
    private int told;
    private volatile boolean hurried;
    private volatile boolean closing;

    private Dispatcher(
            List<ExchangeListener> listeners,
            UnaryOperator<ExchangeRecord> finish,
            int capacity,
            Pause pause,
            Duration patience) {
        this.listeners = List.copyOf(listeners);
        this.finish = finish;
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.gatherers = listeners.stream()
                .filter(Flushable.class::isInstance)
                .map(Flushable.class::cast)
                .toList();
        // Not so long that there would be no room.
        this.pause = pause.atMost(capacity / MOST_PER_MILLI);
        this.patience = patience;
        thread.setDaemon(true);
    }

    /** Serves {@code listeners} once it is started, each record to all of them in this order. */
    public static Dispatcher of(List<ExchangeListener> listeners) {
        return new Dispatcher(listeners, UnaryOperator.identity(), CAPACITY, pause(), PATIENCE);
    }

    /** The same, started. */
    public static Dispatcher start(List<ExchangeListener> listeners) {
        return start(listeners, CAPACITY, PATIENCE);
    }

    /**
     * The same where {@code capacity} records may wait, and {@code finish} makes of them, on its thread, what is told;
     * between two goes it rests for {@code pause}, or less where few may wait.
     */
    public static Dispatcher start(
            List<ExchangeListener> listeners, UnaryOperator<ExchangeRecord> finish, int capacity, Duration pause) {
        return started(new Dispatcher(listeners, finish, capacity, Pause.between(pause, pause), PATIENCE));
    }

    static Dispatcher start(List<ExchangeListener> listeners, int capacity, Duration patience) {
        return started(new Dispatcher(listeners, UnaryOperator.identity(), capacity, pause(), patience));
    }

    private static Pause pause() {
        return Pause.between(SHORTEST_PAUSE, LONGEST_PAUSE);
    }

    private static Dispatcher started(Dispatcher dispatcher) {
        dispatcher.start();
        return dispatcher;
    }

    /** Starts to tell. */
    public void start() {
        thread.start();
    }

    /** A record; null only wakes the thread, and whoever waits until all before it are told. */
    private record Waiting(
            @Nullable ExchangeRecord exchange,
            @Nullable Bodies bodies,
            int held,
            @Nullable CountDownLatch told) {}

    /** Takes {@code exchange} without waiting. */
    public void dispatch(ExchangeRecord exchange) {
        dispatch(exchange, null);
    }

    /** With what is kept of its bodies, which are let go of before records are: they are what fills the memory. */
    public void dispatch(ExchangeRecord exchange, @Nullable Bodies bodies) {
        int held = bodies == null ? 0 : bodies.held();
        boolean room = bodyBytes.addAndGet(held) <= MOST_BODY_BYTES;
        if (!room) {
            bodyBytes.addAndGet(-held);
            failed.increment();
        }
        Waiting waiting = room ? new Waiting(exchange, bodies, held, null) : new Waiting(exchange, null, 0, null);
        if (closing || !queue.offer(waiting)) {
            bodyBytes.addAndGet(-waiting.held());
            drop(1);
        }
    }

    /** Counts a failure of somebody who is told elsewhere. */
    void fail() {
        failed.increment();
    }

    /** Counts a record that could not be drawn. */
    void lose() {
        dropped.increment();
    }

    /** How many records no listener was told of. */
    public long dropped() {
        return dropped.sum();
    }

    /** How often a listener failed. */
    public long failed() {
        return failed.sum();
    }

    private void work() {
        boolean more = true;
        while (more) {
            try {
                Waiting next = closing ? queue.poll() : queue.take();
                more = next != null;
                if (next != null) {
                    tell(next);
                }
                if (queue.isEmpty()) {
                    flush();
                    rest();
                }
            } catch (InterruptedException e) {
                // A listener's doing: nobody here interrupts.
            }
        }
    }

    private void tell(Waiting next) {
        if (next.exchange() != null) {
            told++;
            bodyBytes.addAndGet(-next.held());
            tellAll(finished(next.exchange()), next.bodies());
        }
        if (next.told() != null) {
            flush();
            next.told().countDown();
        }
    }

    private ExchangeRecord finished(ExchangeRecord exchange) {
        try {
            return finish.apply(exchange);
        } catch (Throwable e) {
            failed.increment();
            return exchange;
        }
    }

    private void flush() {
        flushed = System.nanoTime();
        for (Flushable gatherer : gatherers) {
            try {
                gatherer.flush();
            } catch (Throwable e) {
                failed.increment();
                complain(gatherer, e);
            }
        }
    }

    private void rest() throws InterruptedException {
        if (!closing && !hurried) {
            Thread.sleep(pause.millisAfter(told));
        }
        told = 0;
    }

    private boolean isDue() {
        return System.nanoTime() - flushed > TimeUnit.MILLISECONDS.toNanos(pause.millis() + LONGEST_WAIT_MILLIS);
    }

    /** Whatever a listener throws, declared or not, must not end the thread that all others are told on. */
    private void tellAll(ExchangeRecord exchange, @Nullable Bodies bodies) {
        for (ExchangeListener listener : listeners) {
            try {
                if (listener instanceof RecordFile file) {
                    file.add(exchange, bodies);
                } else {
                    listener.onExchange(exchange);
                }
                if (listener instanceof Flushable && isDue()) {
                    flush(); // the next listener may be slow, or stuck
                }
            } catch (Throwable e) {
                failed.increment();
                complain(listener, e);
            }
        }
    }

    /** Only the kind of what was thrown: its words may hold what the client sent. */
    private void complain(Object listener, Throwable failure) {
        if (complainedOf.add(listener)) {
            LOG.warn(
                    "{} failed with {}; further failures are only counted",
                    listener.getClass().getName(),
                    failure.getClass().getName());
        }
    }

    private void drop(long count) {
        if (dropped.sum() == 0) {
            LOG.warn("Records are dropped: the listeners do not keep up; further ones are only counted");
        }
        dropped.add(count);
    }

    /** Waits, for at most five seconds, until all that has come is told, and never rests again: the JVM is about to end. */
    public void hurry() {
        hurried = true;
        CountDownLatch done = new CountDownLatch(1);
        try {
            if (queue.offer(new Waiting(null, null, 0, done), patience.toMillis(), TimeUnit.MILLISECONDS)) {
                boolean ignored = done.await(patience.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tells the listeners of what still waits, for at most five seconds; what then is left is dropped. */
    @Override
    public void close() {
        closing = true;
        boolean ignored = queue.offer(WAKE); // Where there is no room the thread is not waiting.
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<Waiting> rest = new ArrayList<>();
        queue.drainTo(rest); // a listener that comes to itself later finds nothing more
        long left = rest.stream().filter(waiting -> waiting.exchange() != null).count();
        if (left > 0) {
            drop(left);
            LOG.warn("{} records were dropped at the stop: a listener is stuck", left);
        }
    }
}
