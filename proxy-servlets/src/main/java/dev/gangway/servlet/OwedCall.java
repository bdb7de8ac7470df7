package dev.gangway.servlet;

import org.jspecify.annotations.Nullable;

/**
 * The call of a read listener that a container owes once it has been asked for input and had none. It may come at any
 * moment, or never; what must not be done beside it can be done within it.
 */
final class OwedCall {

    private boolean owed;
    private @Nullable Runnable within;

    /** Called before the container is asked, for it may call before it has answered. */
    synchronized void expect() {
        owed = true;
    }

    synchronized boolean isOwed() {
        return owed;
    }

    /** Does {@code work} within the call, or at once where none is owed. */
    void within(Runnable work) {
        synchronized (this) {
            if (owed) {
                within = work;
                return;
            }
        }
        work.run();
    }

    /** The container calls, or had input and need not call. */
    void settle() {
        Runnable work;
        synchronized (this) {
            owed = false;
            work = within;
            within = null;
        }
        if (work != null) {
            work.run();
        }
    }
}
