package dev.gangway.observe;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How many exchanges are under way, by route and key. */
public final class InFlight {

    /** A route's path and the name of one of its keys. */
    public record Leg(String route, String key) {}

    private final Map<Leg, LongAdder> counts = new ConcurrentHashMap<>();

    void begin(Leg leg) {
        counts.computeIfAbsent(leg, key -> new LongAdder()).increment();
    }

    void end(Leg leg) {
        counts.computeIfAbsent(leg, key -> new LongAdder()).decrement();
    }

    /** The exchanges of {@code leg} that have been sent upstream and are not over. */
    public int count(Leg leg) {
        LongAdder count = counts.get(leg);
        return count == null ? 0 : count.intValue();
    }
}
