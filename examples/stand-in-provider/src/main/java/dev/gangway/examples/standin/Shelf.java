package dev.gangway.examples.standin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Keeps the newest things by id, so that a program that runs for weeks does not fill its memory. */
final class Shelf<T> {
    private static final int MOST = 1000;
    private static final long HEAVIEST = 64L << 20;

    private final Map<String, T> things = new LinkedHashMap<>();
    private final ToLongFunction<T> weigh;
    private long weight;

    Shelf() {
        this(thing -> 0);
    }

    Shelf(ToLongFunction<T> weigh) {
        this.weigh = weigh;
    }

    synchronized void put(String id, T thing) {
        T former = things.put(id, thing);
        weight += weigh.applyAsLong(thing) - (former == null ? 0 : weigh.applyAsLong(former));
        while (things.size() > MOST || (weight > HEAVIEST && things.size() > 1)) {
            remove(things.keySet().iterator().next());
        }
    }

    synchronized @Nullable T get(String id) {
        return things.get(id);
    }

    synchronized @Nullable T remove(String id) {
        T thing = things.remove(id);
        weight -= thing == null ? 0 : weigh.applyAsLong(thing);
        return thing;
    }

    /** Oldest first. */
    synchronized List<T> all() {
        return new ArrayList<>(things.values());
    }

    synchronized void clear() {
        things.clear();
        weight = 0;
    }
}
