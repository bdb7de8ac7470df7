package dev.gangway.servlet;

import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * Between a container that says when there is something to read and a client that says when it wants it: one thread at
 * a time reads, one chunk at a time, and none before it is wanted. Nothing is called under its lock.
 */
final class BodyGate {

    private final Supplier<Content.@Nullable Chunk> source;
    private final @Nullable Executor elsewhere;

    /** Container or client may be right behind this: a read can find something, or make the container call. */
    private boolean readable;
    /** A read is under way, or about to be. */
    private boolean reading;

    /** The container has no more than what can be read now. */
    private boolean ending;

    private boolean over;
    private boolean shut;
    private Content.@Nullable Chunk found;
    private @Nullable Runnable demand;

    /** Reads from {@code source}, which gives null where nothing is there; on the client's thread, or {@code elsewhere}. */
    BodyGate(Supplier<Content.@Nullable Chunk> source, @Nullable Executor elsewhere) {
        this.source = source;
        this.elsewhere = elsewhere;
    }

    /** There is something to read. */
    void open() {
        Runnable next;
        synchronized (this) {
            readable = true;
            next = next();
        }
        run(next);
    }

    /** The container has told that all is there. Tomcat tells it of its connection: it may still hold bytes that nobody has read. */
    void ending() {
        Runnable next;
        synchronized (this) {
            ending = true;
            readable = true;
            next = next();
        }
        run(next);
    }

    /** Nothing more comes: all has been read. */
    void end() {
        Runnable next;
        synchronized (this) {
            over = true;
            next = next();
        }
        run(next);
    }

    /** Nothing more is read, and who wants it is not called. */
    synchronized void shut() {
        shut = true;
    }

    /** Whether all has come, and been taken but for what a peek has seen. */
    synchronized boolean isOver() {
        return over && !reading && found == null;
    }

    /** Calls {@code wanting} once as soon as it makes sense to {@link #take}. */
    void demand(Runnable wanting) {
        Runnable next;
        synchronized (this) {
            demand = wanting;
            next = next();
        }
        run(next);
    }

    /** What has been read; null where nothing has been. */
    Content.@Nullable Chunk take() {
        if (elsewhere == null && mayRead()) {
            read();
        }
        synchronized (this) {
            Content.Chunk taken = found;
            found = null;
            return taken == null && over && !reading ? Content.Chunk.EOF : taken;
        }
    }

    private synchronized boolean mayRead() {
        if (!readable || reading || over || shut || found != null) {
            return false;
        }
        readable = false;
        reading = true;
        return true;
    }

    private void read() {
        Content.Chunk chunk = source.get();
        Runnable next;
        synchronized (this) {
            reading = false;
            found = chunk;
            // What is readable has become so behind this read, which may have missed it.
            over |= chunk == null ? ending && !readable : chunk.isLast();
            readable |= chunk != null;
            next = next();
        }
        run(next);
    }

    /** What is to be done now; null where somebody else will do something first. */
    private @Nullable Runnable next() {
        Runnable waiting = demand;
        if (waiting == null || shut) {
            return null;
        }
        if (found != null || (over && !reading) || (elsewhere == null && readable)) {
            demand = null;
            return waiting;
        }
        return elsewhere != null && mayRead() ? () -> elsewhere.execute(this::read) : null;
    }

    private static void run(@Nullable Runnable next) {
        if (next != null) {
            next.run();
        }
    }
}
