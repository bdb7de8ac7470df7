package dev.gangway.agent.call;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What happened since the agent came. */
public final class Counters {

    private final LongAdder exchanges = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final AtomicInteger faults = new AtomicInteger();

    void count(boolean error) {
        exchanges.increment();
        if (error) {
            errors.increment();
        }
    }

    int fault() {
        return faults.incrementAndGet();
    }

    /** Exchanges that are over, recorded or not. */
    public long exchanges() {
        return exchanges.sum();
    }

    /** How many of them failed, or got a status of 400 or above. */
    public long errors() {
        return errors.sum();
    }

    /** How often the agent itself failed. */
    public int faults() {
        return faults.get();
    }
}
