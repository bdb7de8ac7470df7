package dev.gangway.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.jspecify.annotations.Nullable;

/**
 * Carries the answer from the upstream to the client: every chunk is written and flushed as it comes, and the next one
 * is read when it is gone. Without a first chunk the head leaves alone.
 *
 * <p>Either the upstream owes a chunk or the client owes room, never both. What fails is told by the one that owes: an
 * upstream by its content, a client by the write.
 */
final class ResponsePump implements Response.Listener, WriteListener {

    private static final int DRAINED_CHUNKS = 4;

    private final Exchange exchange;

    private @Nullable ServletOutputStream out;
    private boolean own;
    private volatile Content.@Nullable Source handedOver;
    private Content.@Nullable Source source;
    private Content.@Nullable Chunk ahead;
    private Content.@Nullable Chunk chunk;
    private @Nullable AnswerEdit edit;
    private Writes writes = Writes.UNTOLD;
    private int handedOut;
    private boolean headFlushed;
    private boolean unflushed;
    private boolean last;
    private volatile boolean waiting;
    private @Nullable Throwable stopped;

    ResponsePump(Exchange exchange) {
        this.exchange = exchange;
    }

    /** No upgrade is ever asked for: what follows one is not HTTP, and Jetty's client would wait for it forever. */
    @Override
    public void onHeaders(Response upstream) {
        if (upstream.getStatus() == HttpStatus.SWITCHING_PROTOCOLS_101) {
            exchange.failed(new ProtocolException("an upgrade that nobody asked for"));
            return;
        }
        exchange.guard(() -> {
            exchange.answered(upstream);
            edit = AnswerEdit.of(exchange, upstream);
            ResponseHeaders.copy(upstream, exchange, edit != null && edit.changesLength());
        });
    }

    @Override
    public void onContentSource(Response upstream, Content.Source content) {
        handedOver = content;
        exchange.guard(() -> {
            if (edit == null) {
                start(content);
            } else {
                edit.apply(content, this::start);
            }
        });
    }

    private void start(Content.Source content) throws IOException {
        source = content;
        ServletOutputStream to = exchange.response().getOutputStream();
        out = to;
        own = exchange.container().isOwn(to);
        ahead = content.read();
        if (edit != null || !sendWhole(to)) {
            exchange.container().beforeListening(exchange.request(), exchange.response());
            writes = exchange.container().watch(exchange.request());
            to.setWriteListener(this);
        }
    }

    /** A short answer that is all here needs no listener, and no other thread to call that. */
    private boolean sendWhole(ServletOutputStream to) {
        Content.Chunk first = ahead;
        if (first == null || !first.hasRemaining() || !exchange.upstream().isLength(first.remaining())) {
            return false;
        }
        ByteBuffer copy = first.getByteBuffer().duplicate();
        int length = copy.remaining();
        Callback done = Callback.from(() -> sent(length), failure -> exchange.writeFailed());
        boolean sent = exchange.container().send(to, first.getByteBuffer(), done);
        if (sent) {
            show(copy);
        }
        return sent;
    }

    private void sent(int length) {
        exchange.guard(() -> {
            exchange.wrote(length);
            release();
            exchange.completed();
        });
    }

    /** Jetty 12.0 says nothing of this to who waits for more of the answer. */
    @Override
    public void onFailure(Response upstream, Throwable failure) {
        if (waiting) {
            exchange.failed(failure);
        }
    }

    @Override
    public void onComplete(Result result) {
        if (result.isFailed() && handedOver == null) {
            exchange.failed(result.getFailure());
        }
    }

    @Override
    public void onWritePossible() {
        pump();
    }

    @Override
    public void onError(Throwable cause) {
        exchange.writeFailed();
    }

    private void pump() {
        exchange.guard(this::work);
    }

    /**
     * Does {@code then} when {@code from} has more; until then nobody may read from it. Jetty's client wakes a thread for
     * that, for every event of a stream, unless it is told that nothing blocks, which of a filter's stream nobody knows.
     */
    void demand(Content.Source from, Exchange.Work then) {
        waiting = true;
        InvocationType type = own ? InvocationType.NON_BLOCKING : InvocationType.BLOCKING;
        from.demand(Invocable.from(type, () -> {
            waiting = false;
            exchange.guard(then);
        }));
    }

    private void work() throws IOException {
        ServletOutputStream to = out;
        Content.Source from = source;
        if (to == null || from == null) {
            throw new IllegalStateException("not started");
        }
        boolean broken = true;
        try {
            // Each step writes, flushes or asks; the container or the upstream calls back when it can go on.
            int steps = 0;
            while (to.isReady() && step(from, to)) {
                if (own && ++steps == Exchange.ONE_GO) {
                    exchange.later(this::pump);
                    break;
                }
            }
            broken = false;
        } finally {
            if (broken) {
                release();
            }
        }
    }

    /** One step of the way; false when somebody will call back, or nothing is left to do. */
    private boolean step(Content.Source from, ServletOutputStream to) throws IOException {
        if (writes.failed()) {
            throw new EofException("the client's connection is broken");
        }
        count();
        if (unflushed) {
            unflushed = false;
            to.flush();
            return true;
        }
        releaseWritten();
        if (last) {
            exchange.completed();
            return false;
        }
        Content.Chunk next = next(from);
        if (next != null) {
            return take(next, to);
        }
        return stopped == null ? waitForMore(from, to) : fail(stopped);
    }

    private Content.@Nullable Chunk next(Content.Source from) {
        Content.Chunk first = ahead;
        ahead = null;
        return first != null ? first : from.read();
    }

    private boolean waitForMore(Content.Source from, ServletOutputStream to) throws IOException {
        if (headFlushed) {
            demand(from, this::work);
            return false;
        }
        headFlushed = true;
        to.flush();
        return true;
    }

    private boolean take(Content.Chunk next, ServletOutputStream to) throws IOException {
        if (Content.Chunk.isFailure(next)) {
            return fail(next.getFailure());
        }
        chunk = next;
        if (stopped != null && !next.isLast()) {
            release();
            return fail(stopped);
        }
        last = next.isLast();
        ByteBuffer bytes = next.getByteBuffer();
        if (bytes.hasRemaining()) {
            ByteBuffer copy = bytes.duplicate();
            unflushed = exchange.container().write(to, bytes);
            handedOut = copy.remaining();
            show(copy);
        } else {
            // A head that leaves with the end would gain Content-Length: 0, which is not the length that HEAD or 304
            // mean.
            unflushed = !headFlushed && !exchange.response().containsHeader("Content-Length");
        }
        headFlushed = true;
        return true;
    }

    /** What was handed over and is written. */
    private void count() {
        exchange.wrote(handedOut);
        handedOut = 0;
    }

    /** The exchange ends, perhaps before this knows that all is written. */
    void settle() {
        if (writes.areDone()) {
            count();
        }
    }

    /** What is edited has been tapped before. */
    private void show(ByteBuffer bytes) {
        if (edit == null) {
            exchange.tapped(bytes);
        }
    }

    private boolean fail(Throwable cause) {
        exchange.failed(cause);
        return false;
    }

    /** Fails because of {@code cause} when the write that may be under way is done; false if none is. */
    boolean stop(Throwable cause) {
        stopped = cause;
        return !waiting && source != null;
    }

    /**
     * Reads what has come of an answer that nobody wants any more, and breaks its connection off if that does not end.
     * Aborted in the middle of it, Jetty's client would not give its buffer back. True where that was the whole rest.
     */
    boolean drain() {
        Content.Source from = source == null ? handedOver : source;
        for (int count = 1; from != null && !waiting && !last; count++) {
            Content.Chunk next = from.read();
            if (next == null || Content.Chunk.isFailure(next)) {
                return false;
            }
            last = next.isLast();
            next.release();
            if (count == DRAINED_CHUNKS) {
                exchange.upstream().breakOff();
            }
        }
        return last;
    }

    /** Lets go of what was written; not before it is written, or others would write into it. */
    void release() {
        releaseWritten();
        if (ahead != null) {
            ahead.release();
            ahead = null;
        }
    }

    private void releaseWritten() {
        if (chunk != null) {
            chunk.release();
            chunk = null;
        }
    }
}
