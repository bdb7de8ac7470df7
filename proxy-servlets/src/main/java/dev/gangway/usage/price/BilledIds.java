package dev.gangway.usage.price;

import java.util.LinkedHashMap;
import java.util.Map;

/** The ids of answers that were billed, the last ones of them. */
final class BilledIds {

    private static final int MOST = 64 * 1024;
    private static final float LOAD = 0.75f;

    private final Map<String, Boolean> ids;

    BilledIds() {
        this(MOST);
    }

    BilledIds(int most) {
        this.ids = new LinkedHashMap<>(16, LOAD, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > most;
            }
        };
    }

    synchronized boolean contains(String id) {
        return ids.containsKey(id);
    }

    /** False if it was there. */
    synchronized boolean add(String id) {
        return ids.put(id, Boolean.TRUE) == null;
    }
}
