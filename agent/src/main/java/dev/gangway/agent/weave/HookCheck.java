package dev.gangway.agent.weave;

import dev.gangway.agent.boot.Bridge;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;

/** Looks, without loading a class, whether all that the agent needs of Jetty is where the table of hooks says. */
final class HookCheck {

    /**
     * What a loader was found to have.
     *
     * @param missing what is not there; empty where all is
     * @param hooks how many methods can be woven into
     */
    record Found(List<String> missing, int hooks) {
        Found {
            missing = List.copyOf(missing);
        }
    }

    private final TypePool pool;

    private HookCheck(ClassFileLocator files) {
        this.pool = TypePool.Default.of(files);
    }

    /** What {@code loader} has of {@code family}. */
    static Found of(Family family, ClassLoader loader) {
        return seesBridge(loader)
                ? of(family, ClassFileLocator.ForClassLoader.of(loader))
                : new Found(List.of("a way to " + Bridge.class.getName() + " from its class loader"), 0);
    }

    /** What {@code files} have of {@code family}. */
    static Found of(Family family, ClassFileLocator files) {
        HookCheck check = new HookCheck(files);
        Map<String, Integer> points = new LinkedHashMap<>();
        for (Hook hook : family.hooks()) {
            points.merge(hook.point(), check.matches(hook), Integer::sum);
        }
        List<String> missing = new ArrayList<>();
        points.forEach((point, count) -> {
            if (count == 0) {
                missing.add(point);
            }
        });
        for (Accessor accessor : Accessor.values()) {
            if (accessor.isOf(family) && !check.has(accessor, family)) {
                missing.add(accessor.type(family) + "." + accessor.method());
            }
        }
        return new Found(missing, points.values().stream().mapToInt(i -> i).sum());
    }

    private int matches(Hook hook) {
        TypePool.Resolution type = pool.describe(hook.type());
        return type.isResolved()
                ? type.resolve().getDeclaredMethods().filter(hook.method()).size()
                : 0;
    }

    private boolean has(Accessor accessor, Family family) {
        TypePool.Resolution type = pool.describe(accessor.type(family));
        return type.isResolved() && declares(type.resolve(), accessor);
    }

    private static boolean declares(TypeDescription type, Accessor accessor) {
        ElementMatcher<MethodDescription> wanted =
                Hook.method(accessor.method(), accessor.arguments()).and(ElementMatchers.isPublic());
        return !type.getDeclaredMethods().filter(wanted).isEmpty()
                || type.getInterfaces().stream().anyMatch(parent -> declares(parent.asErasure(), accessor));
    }

    private static boolean seesBridge(ClassLoader loader) {
        try {
            return Class.forName(Bridge.class.getName(), false, loader) == Bridge.class;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
