package dev.gangway.servlet;

import dev.gangway.peek.RequestTap;
import jakarta.servlet.ReadListener;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.BiPredicate;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/**
 * The client's body as the upstream request's content: read when the upstream takes more, and never ahead of it. Its
 * first bytes can be looked at before anything is sent; they are then sent first.
 *
 * <p>The container signals by {@link ReadListener}, the client asks by {@link #read} and {@link #demand}; {@link BodyGate}
 * brings them together, {@link BodyReader} reads. What goes wrong with the body is the exchange's to end: told of it,
 * the client would abort an answer that is just being written.
 */
final class RequestBody implements Request.Content, ReadListener, Invocable {

    private static final int PIECE = 16 * 1024;

    private final Exchange exchange;
    private final BodyReader reader;
    private final BodyGate gate;
    private final long limit;
    private final boolean alone;
    private long sentLength;
    private int pieces;
    private volatile boolean blocking;

    private RequestTap tap = RequestTap.NONE;
    private @Nullable Peek peek;
    private volatile @Nullable ByteBuffer first;
    private volatile boolean complete;
    private volatile @Nullable Throwable failure;
    private volatile boolean clientsFailure;

    RequestBody(Exchange exchange, HttpServletRequest request, long limit) {
        this.exchange = exchange;
        this.reader = new BodyReader(request);
        this.gate = new BodyGate(this::readMore, exchange.container().readers(request));
        this.limit = limit;
        this.alone = exchange.container().isAlone(request);
        this.sentLength = reader.length();
    }

    /** Starts to listen, unless a peek has. A short body that came with its head goes upstream in one write with it. */
    void start() throws IOException {
        if (reader.isOpen()) {
            return;
        }
        reader.open();
        first = peek == null ? reader.arrived(limit) : null;
        if (first == null) {
            reader.listen(this);
        } else {
            gate.end();
        }
    }

    /** Shows {@code to} what is sent. Called before the first {@link #read}. */
    void tap(RequestTap to) {
        tap = to;
    }

    /**
     * Reads until {@code enough} says so of the first bytes, or {@code most} are there, or the body ends; then runs
     * {@code then}. Called before {@link #start}.
     */
    void peek(int most, BiPredicate<byte[], Integer> enough, Runnable then) {
        long length = reader.length();
        int room = length < 0 ? most : (int) Math.max(1, Math.min(most, length));
        peek = new Peek(room, enough, then);
    }

    /** The whole body, where a peek has seen all of it and nothing has been sent; else null. */
    byte @Nullable [] whole() {
        ByteBuffer seen = first;
        if (seen == null || !gate.isOver()) {
            return null;
        }
        byte[] bytes = new byte[seen.remaining()];
        seen.duplicate().get(bytes);
        return bytes;
    }

    /** Sends {@code bytes} in place of the {@link #whole} body; the length stays unknown where it was. */
    void replace(byte[] bytes) {
        first = ByteBuffer.wrap(bytes);
        sentLength = sentLength < 0 ? sentLength : bytes.length;
    }

    /** Whether another length is sent than the client's. */
    boolean isReplaced() {
        return sentLength != reader.length();
    }

    /** Shows {@code to} what a peek has seen, which is still to be sent. */
    void showPeeked(RequestTap to) {
        ByteBuffer seen = first;
        if (seen != null) {
            to.feed(seen.array(), seen.arrayOffset() + seen.position(), seen.remaining());
        }
    }

    /** Whether the body ended while it was peeked at, without a single byte. */
    boolean isEmpty() {
        return gate.isOver() && reader.bytesRead() == 0;
    }

    /** Whether the upstream has taken the last byte. */
    boolean isComplete() {
        return complete;
    }

    /** The container's next call of this listener. */
    OwedCall call() {
        return reader.call();
    }

    /** Whether it was the client that broke the body off. */
    boolean isFailed() {
        return clientsFailure;
    }

    long bytesRead() {
        return reader.bytesRead();
    }

    @Override
    public String getContentType() {
        // None: the client's own header, or its absence, is kept.
        return nullContentType();
    }

    @SuppressWarnings("NullAway") // Jetty's contract allows null here but does not say so.
    private static String nullContentType() {
        return null;
    }

    @Override
    public long getLength() {
        return sentLength;
    }

    @Override
    public boolean rewind() {
        return false;
    }

    @Override
    @SuppressWarnings("NullAway") // Content.Source.read() returns null where nothing is there yet.
    public Content.Chunk read() {
        Throwable failed = failure;
        if (failed != null) {
            return Content.Chunk.from(failed, true);
        }
        if (alone && pieces >= Exchange.ONE_GO) {
            return null;
        }
        Content.Chunk chunk = next();
        if (chunk != null) {
            pieces += 1 + chunk.remaining() / PIECE; // a large one holds others up for as long as several
        }
        if (chunk != null && reader.bytesRead() > limit) {
            tooLarge();
            return null;
        }
        if (chunk != null) {
            sending(chunk);
        }
        return chunk;
    }

    private Content.@Nullable Chunk next() {
        ByteBuffer seen = first;
        first = null;
        if (seen != null) {
            return Content.Chunk.from(seen, gate.isOver());
        }
        return gate.take();
    }

    private Content.@Nullable Chunk readMore() {
        try {
            return reader.read();
        } catch (IOException | RuntimeException e) {
            onError(e);
            return null;
        }
    }

    private void sending(Content.Chunk chunk) {
        if (chunk.isLast() && !complete) {
            complete = true;
            exchange.uploaded();
        }
        if (chunk.hasRemaining()) {
            ByteBuffer bytes = chunk.getByteBuffer();
            FailOpen.run(() -> {
                tap.feed(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
                exchange.sent(bytes);
            });
        }
    }

    private void tooLarge() {
        gate.shut();
        exchange.bodyTooLarge(new IllegalStateException("request body over the limit"));
    }

    @Override
    public void demand(Runnable callback) {
        boolean enough = alone && pieces >= Exchange.ONE_GO;
        pieces = 0;
        if (failure != null || first != null) {
            callback.run();
        } else if (enough) {
            exchange.later(callback);
        } else {
            gate.demand(callback);
        }
    }

    @Override
    public void fail(Throwable cause) {
        if (failure == null) {
            failure = cause;
        }
        reader.close();
    }

    /** It goes to a file. */
    void blocks() {
        blocking = true;
    }

    /** What Jetty asks of a listener. Of a server that is not the gateway's alone it is not known what a filter's stream does. */
    @Override
    public InvocationType getInvocationType() {
        return alone && !blocking ? InvocationType.NON_BLOCKING : InvocationType.BLOCKING;
    }

    @Override
    public void onDataAvailable() throws IOException {
        call().settle();
        Peek pending = peek;
        if (pending == null) {
            gate.open();
        } else if (reader.fill(pending)) {
            peekedEnough(pending);
        }
    }

    @Override
    public void onAllDataRead() throws IOException {
        call().settle();
        gate.ending();
        Peek pending = peek;
        if (pending != null) {
            if (!reader.fill(pending)) {
                pending.end();
            }
            peekedEnough(pending);
        }
    }

    @Override
    public void onError(Throwable cause) {
        call().settle();
        clientsFailure = true;
        peek = null;
        exchange.bodyFailed(cause);
    }

    private void peekedEnough(Peek done) {
        peek = null;
        first = done.size() == 0 ? null : ByteBuffer.wrap(done.bytes(), 0, done.size());
        if (reader.took(done)) {
            gate.end();
        } else {
            gate.open();
        }
        if (reader.bytesRead() > limit) {
            tooLarge();
        } else {
            done.then().run();
        }
    }
}
