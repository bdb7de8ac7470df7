package dev.gangway.servlet;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Does pieces of work one after the other, in their order, whatever threads bring them. A thread that finds another at
 * work leaves its piece to that one: none ever waits, so exchanges that share a connection cannot block each other.
 */
final class Turns {

    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    /** Does {@code work}, which must not throw, now or when it is its turn. */
    void take(Runnable work) {
        waiting.add(work);
        if (count.getAndIncrement() == 0) {
            do {
                waiting.remove().run();
            } while (count.decrementAndGet() > 0);
        }
    }
}
