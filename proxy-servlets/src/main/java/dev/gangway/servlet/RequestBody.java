package dev.gangway.servlet;

import dev.gangway.peek.RequestTap;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiPredicate;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * The client's body as the upstream request's content: read when the upstream takes more, and never ahead of it. Its
 * first bytes can be looked at before anything is sent; they are then sent first.
 *
 * <p>The container signals by {@link ReadListener}, the client asks by {@link #read} and {@link #demand}. The input is
 * touched only between a signal and the next {@code isReady() == false}, so never by two threads, and never once
 * {@link #fail} has returned: it then belongs to the container's next request.
 *
 * <p>What goes wrong with the body is the exchange's to end. Told of it, the client would abort an answer that is just
 * being written.
 */
final class RequestBody implements Request.Content, ReadListener {

    private static final int BUFFER_SIZE = 16 * 1024;
    private static final long PATIENCE_SECONDS = 1;

    /** Held while the input is touched. What the container calls must not wait for it: Tomcat then holds its socket. */
    private final ReentrantLock reading = new ReentrantLock();

    /** Guards what the container has said and the client has asked; nothing is called while it is held. */
    private final Object signals = new Object();

    private final Exchange exchange;
    private final HttpServletRequest request;
    private final long length;
    private final long limit;
    private long sentLength;

    private RequestTap tap = RequestTap.NONE;
    private @Nullable ServletInputStream input;
    private @Nullable Peek peek;
    private @Nullable ByteBuffer peeked;
    private @Nullable Runnable demand;
    private boolean readable;
    private final boolean anyThread;
    private volatile Content.@Nullable Chunk fetched;
    private volatile boolean inFlight;
    private volatile boolean allRead;
    private boolean announced;
    private @Nullable Throwable unreported;
    private volatile boolean complete;
    private volatile @Nullable Throwable failure;
    private volatile boolean clientsFailure;
    private final AtomicLong bytesRead = new AtomicLong();

    RequestBody(Exchange exchange, HttpServletRequest request, long limit) {
        this.exchange = exchange;
        this.request = request;
        this.anyThread = exchange.container().readsOnAnyThread();
        this.length = request.getContentLengthLong();
        this.limit = limit;
        this.sentLength = length;
    }

    /** Starts to listen, unless a peek has. Asking for the input is what makes Jetty answer {@code 100 Continue}. */
    void start() throws IOException {
        if (input == null) {
            ServletInputStream from = request.getInputStream();
            input = from;
            if (peek != null || !takeArrived(from)) {
                from.setReadListener(this);
            }
        }
    }

    /** A short body that came with its head needs no listener, and goes upstream in one write with the head. */
    private boolean takeArrived(ServletInputStream from) throws IOException {
        if (length <= 0 || length > Math.min(BUFFER_SIZE, limit) || from.available() < length) {
            return false;
        }
        byte[] bytes = from.readNBytes((int) length);
        synchronized (signals) {
            peeked = ByteBuffer.wrap(bytes);
        }
        bytesRead.set(bytes.length);
        complete = true;
        return true;
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
        int room = length < 0 ? most : (int) Math.max(1, Math.min(most, length));
        peek = new Peek(room, enough, then);
    }

    /** The whole body, where a peek has seen all of it and nothing has been sent; else null. */
    byte @Nullable [] whole() {
        ByteBuffer first = peeked;
        if (!complete || first == null) {
            return null;
        }
        byte[] bytes = new byte[first.remaining()];
        first.duplicate().get(bytes);
        return bytes;
    }

    /** Sends {@code bytes} in place of the {@link #whole} body; the length stays unknown where it was. */
    void replace(byte[] bytes) {
        peeked = ByteBuffer.wrap(bytes);
        sentLength = length < 0 ? length : bytes.length;
    }

    /** Whether another length is sent than the client's. */
    boolean isReplaced() {
        return sentLength != length;
    }

    /** Shows {@code to} what a peek has seen, which is still to be sent. */
    void showPeeked(RequestTap to) {
        ByteBuffer first = peeked;
        if (first != null) {
            to.feed(first.array(), first.arrayOffset() + first.position(), first.remaining());
        }
    }

    /** Whether the body ended while it was peeked at, without a single byte. */
    boolean isEmpty() {
        return complete && bytesRead.get() == 0;
    }

    /** Whether the last byte has been read. */
    boolean isComplete() {
        return complete;
    }

    /** Whether it was the client that broke the body off. */
    boolean isFailed() {
        return clientsFailure;
    }

    long bytesRead() {
        return bytesRead.get();
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
        Content.Chunk chunk = next();
        Throwable told = unreported;
        if (told != null) {
            unreported = null;
            exchange.bodyFailed(told);
        } else if (chunk != null && bytesRead.get() > limit) {
            tooLarge();
            return null;
        } else if (complete && !announced) {
            announced = true;
            exchange.uploaded();
        }
        if (chunk != null && chunk.hasRemaining()) {
            ByteBuffer bytes = chunk.getByteBuffer();
            FailOpen.run(() -> {
                tap.feed(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
                exchange.sent(bytes);
            });
        }
        return chunk;
    }

    @SuppressWarnings("NullAway")
    private Content.Chunk next() {
        if (!anyThread) {
            return unlessFailed(); // touches no input
        }
        reading.lock();
        try {
            return unlessFailed();
        } finally {
            reading.unlock();
        }
    }

    @SuppressWarnings("NullAway")
    private Content.Chunk unlessFailed() {
        if (failure != null) {
            return Content.Chunk.from(failure, true);
        }
        ByteBuffer first = peeked;
        if (first != null) {
            peeked = null;
            return Content.Chunk.from(first, complete);
        }
        Content.Chunk read = fetched;
        if (read != null) {
            fetched = null;
            return read;
        }
        if (complete) {
            return Content.Chunk.EOF;
        }
        return anyThread && takeSignal() ? readInput() : null;
    }

    private void fetchElsewhere() {
        try {
            request.getAsyncContext().start(this::fetch);
        } catch (IllegalStateException e) {
            // The exchange is over.
        }
    }

    /** Reads for a client that has asked, on a thread that does nothing else. */
    private void fetch() {
        reading.lock();
        try {
            if (failure == null && takeFetch()) {
                fetched = readInput();
            }
        } finally {
            reading.unlock();
        }
        Runnable waiting = null;
        synchronized (signals) {
            inFlight = false;
            complete |= allRead;
            if (fetched != null || complete || unreported != null) {
                waiting = demand;
                demand = null;
            }
        }
        if (waiting != null) {
            waiting.run();
        }
    }

    private boolean takeSignal() {
        synchronized (signals) {
            boolean taken = readable;
            readable = false;
            return taken;
        }
    }

    private boolean takeFetch() {
        synchronized (signals) {
            inFlight = takeSignal();
            return inFlight;
        }
    }

    private void signal(boolean canRead) {
        synchronized (signals) {
            readable = canRead;
        }
    }

    @SuppressWarnings("NullAway")
    private Content.Chunk readInput() {
        try {
            ServletInputStream from = listening();
            // Not ready: the container calls back, from whatever thread, as soon as this returns false.
            if (!from.isReady()) {
                return null;
            }
            byte[] buffer = new byte[length >= 0 && length < BUFFER_SIZE ? Math.max(1, (int) length) : BUFFER_SIZE];
            int count = from.read(buffer);
            signal(true);
            return count < 0 ? end() : chunk(buffer, count);
        } catch (IOException | RuntimeException e) {
            clientsFailure = true;
            unreported = e;
            return null;
        }
    }

    private ServletInputStream listening() {
        ServletInputStream from = input;
        if (from == null) {
            throw new IllegalStateException("not started");
        }
        return from;
    }

    private Content.Chunk end() {
        complete = true;
        return Content.Chunk.EOF;
    }

    private Content.Chunk chunk(byte[] buffer, int count) {
        boolean last = bytesRead.addAndGet(count) >= length && length >= 0;
        if (last) {
            complete = true; // and never false again: the container may have said so meanwhile
        }
        return Content.Chunk.from(ByteBuffer.wrap(buffer, 0, count), last);
    }

    private void tooLarge() {
        signal(false);
        exchange.bodyTooLarge(new IllegalStateException("request body over the limit"));
    }

    @Override
    public void demand(Runnable callback) {
        boolean fetching;
        synchronized (signals) {
            boolean there = failure != null || complete || peeked != null || fetched != null;
            fetching = !anyThread && readable && !there;
            if (!there && (fetching || !readable)) {
                demand = callback;
            }
            if (!there && !fetching && !readable) {
                return;
            }
        }
        if (fetching) {
            fetchElsewhere();
        } else {
            callback.run();
        }
    }

    /** Waits for a read that is under way, but not for ever: it may itself wait for a lock of this thread's container. */
    @Override
    public void fail(Throwable cause) {
        synchronized (signals) {
            if (failure == null) {
                failure = cause;
            }
        }
        try {
            if (reading.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                reading.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void onDataAvailable() throws IOException {
        Peek pending = peek;
        if (pending == null) {
            wake();
        } else if (pending.fill(listening())) {
            peekedEnough(pending);
        }
    }

    /** Not every container lets the input say so too: Tomcat's is never ready again. */
    @Override
    public void onAllDataRead() {
        synchronized (signals) {
            allRead = true;
            if (inFlight) {
                return; // the last bytes are just being fetched
            }
            complete = true;
        }
        Peek pending = peek;
        if (pending == null) {
            wake();
        } else {
            peekedEnough(pending);
        }
    }

    @Override
    public void onError(Throwable cause) {
        clientsFailure = true;
        peek = null;
        exchange.bodyFailed(cause);
    }

    private void peekedEnough(Peek done) {
        peek = null;
        complete |= done.ended() || (length >= 0 && done.size() >= length);
        peeked = done.size() == 0 ? null : ByteBuffer.wrap(done.bytes(), 0, done.size());
        if (bytesRead.addAndGet(done.size()) > limit) {
            tooLarge();
            return;
        }
        signal(true);
        done.then().run();
    }

    private void wake() {
        Runnable waiting;
        synchronized (signals) {
            readable = true;
            waiting = demand;
            if (waiting != null && !anyThread && !complete) {
                waiting = this::fetchElsewhere;
            } else {
                demand = null;
            }
        }
        if (waiting != null) {
            waiting.run();
        }
    }
}
