package dev.gangway.examples.standin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Keeps the newest things by id, so that a program that runs for weeks does not fill its memory. */
final class Shelf<T> {
    private static final int MOST = 1000;
    private static final long HEAVIEST = 64L << 20;

    /** The weight is the one at the time of putting: some things grow. */
    private record Kept<T>(T thing, long weight) {}

    private final Map<String, Kept<T>> things = new LinkedHashMap<>();
    private final ToLongFunction<T> weigh;
    private long weight;

    Shelf() {
        this(thing -> 0);
    }

    Shelf(ToLongFunction<T> weigh) {
        this.weigh = weigh;
    }

    synchronized void put(String id, T thing) {
        remove(id);
        Kept<T> kept = new Kept<>(thing, weigh.applyAsLong(thing));
        things.put(id, kept);
        weight += kept.weight;
        while (things.size() > MOST || (weight > HEAVIEST && things.size() > 1)) {
            remove(things.keySet().iterator().next());
        }
    }

    synchronized @Nullable T get(String id) {
        Kept<T> kept = things.get(id);
        return kept == null ? null : kept.thing;
    }

    synchronized void remove(String id) {
        Kept<T> kept = things.remove(id);
        weight -= kept == null ? 0 : kept.weight;
    }

    /** Oldest first. */
    synchronized List<T> all() {
        return things.values().stream().map(Kept::thing).toList();
    }

    synchronized void clear() {
        things.clear();
        weight = 0;
    }
}
