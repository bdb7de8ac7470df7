package dev.gangway.observe.metrics;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The words of metrics' labels, few enough whoever makes them up: clients choose models. */
final class Names {

    static final String UNKNOWN = "unknown";
    static final String OTHER = "other";
    private static final int MOST = 200;
    private static final int LONGEST = 100;

    private final Set<String> known = new HashSet<>();

    /** {@code name}, or what stands for it. A new one is only learned from an exchange that is {@code good}. */
    String of(@Nullable String name, boolean good) {
        if (name == null || name.isEmpty()) {
            return UNKNOWN;
        }
        if (known.contains(name)) {
            return name;
        }
        boolean room = good && known.size() < MOST && name.length() <= LONGEST;
        return room && known.add(name) ? name : OTHER;
    }
}
