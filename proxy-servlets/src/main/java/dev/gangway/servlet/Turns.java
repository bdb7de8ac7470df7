package dev.gangway.servlet;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does pieces of work one after the other, in their order, whatever threads bring them. A thread that finds another at
 * work leaves its piece to that one: none ever waits, so exchanges that share a connection cannot block each other.
 */
final class Turns {

    private static final Logger LOG = LoggerFactory.getLogger(Turns.class);

    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    /** What fails here, against the rules, must not keep the turns after it from being taken: they give buffers back. */
    private static void run(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.error("An exchange could not be ended: {}", e.getClass().getName());
        }
    }

    /** Does {@code work}, which must not throw, now or when it is its turn. */
    void take(Runnable work) {
        waiting.add(work);
        if (count.getAndIncrement() == 0) {
            do {
                run(waiting.remove());
            } while (count.decrementAndGet() > 0);
        }
    }
}
