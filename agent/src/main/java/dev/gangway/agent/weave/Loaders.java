package dev.gangway.agent.weave;

import dev.gangway.agent.weave.HookCheck.Found;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which class loaders have a Jetty client, and whether it is one that the agent knows: all of its hooks, or none. */
public final class Loaders {

    private static final Logger LOG = LoggerFactory.getLogger(Loaders.class);

    private final Map<ClassLoader, Map<Family, Found>> checked = Collections.synchronizedMap(new WeakHashMap<>());
    private final Set<String> woven = ConcurrentHashMap.newKeySet();
    private final AtomicInteger failures = new AtomicInteger();
    private final Runnable onFirst;
    private volatile @Nullable WeakReference<ClassLoader> first;

    /** {@code onFirst} is run once, when the first class is woven into. */
    public Loaders(Runnable onFirst) {
        this.onFirst = onFirst;
    }

    /** Whether {@code type} of {@code loader} is to be woven into. */
    boolean wants(String type, @Nullable ClassLoader loader) {
        if (loader == null) {
            return false;
        }
        for (Family family : Family.values()) {
            for (Hook hook : family.hooks()) {
                if (hook.type().equals(type)) {
                    return !hook.isClients() || fits(family, loader);
                }
            }
        }
        return false;
    }

    private boolean fits(Family family, ClassLoader loader) {
        Found found = checked.computeIfAbsent(loader, l -> new EnumMap<>(Family.class))
                .computeIfAbsent(family, f -> check(f, loader));
        return found.missing().isEmpty();
    }

    private static Found check(Family family, ClassLoader loader) {
        Found found = HookCheck.of(family, loader);
        if (!found.missing().isEmpty()) {
            LOG.warn(
                    "The Jetty client in {} is left alone, for it lacks {}",
                    loader.getClass().getName(),
                    String.join(", ", found.missing()));
        }
        return found;
    }

    void woven(String type, @Nullable ClassLoader loader) {
        woven.add(type);
        synchronized (this) {
            if (first != null) {
                return;
            }
            first = new WeakReference<>(loader);
        }
        onFirst.run();
    }

    void failed() {
        failures.incrementAndGet();
    }

    /** The loader of the first class that was woven into, or null. */
    public @Nullable ClassLoader first() {
        WeakReference<ClassLoader> loader = first;
        return loader == null ? null : loader.get();
    }

    /** How many classes could not be woven into. */
    public int failures() {
        return failures.get();
    }

    /** The classes that were woven into. */
    public List<String> woven() {
        return woven.stream().sorted().toList();
    }

    /** One line for each Jetty client that was looked at. */
    public List<String> report() {
        List<String> lines = new ArrayList<>();
        synchronized (checked) {
            checked.values()
                    .forEach(families -> families.forEach((family, found) -> lines.add(
                            found.missing().isEmpty()
                                    ? family + ", " + found.hooks() + " hooks"
                                    : family + ", left alone: no " + String.join(", ", found.missing()))));
        }
        return lines;
    }
}
