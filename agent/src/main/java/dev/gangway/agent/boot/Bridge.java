package dev.gangway.agent.boot;

import org.jspecify.annotations.Nullable;

/**
 * Where woven code hands over to the agent. Frozen: the first version that a JVM loads stays in force until it ends, also
 * for newer versions of the agent.
 */
public final class Bridge {

    /** Who is told; null where nobody is. */
    public static volatile @Nullable Hooks hooks;

    /** Is told what woven code saw. */
    public interface Hooks {

        /**
         * Takes an event, on the thread that it happens on, which serves traffic.
         *
         * @param event which one; the agent that wove the code knows
         * @param a what it happened to
         * @param b what else there is, or null
         */
        void on(int event, Object a, @Nullable Object b);
    }

    private Bridge() {}

    /** Tells who is told, and never throws. */
    public static void on(int event, Object a, @Nullable Object b) {
        Hooks to = hooks;
        if (to != null) {
            try {
                to.on(event, a, b);
            } catch (Throwable e) {
                // Whatever it is, it must not reach the application; the agent counts what it can.
            }
        }
    }
}
