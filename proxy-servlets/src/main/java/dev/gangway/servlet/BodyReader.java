package dev.gangway.servlet;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/** Reads what the container has of a request's body, and never again once it is closed: it may then be the next one's. */
final class BodyReader {

    private static final int BUFFER_SIZE = 16 * 1024;
    private static final int MOST_AT_ONCE = 64 * 1024;
    private static final long PATIENCE_SECONDS = 1;

    private final HttpServletRequest request;
    private final long length;
    private final AtomicLong bytesRead = new AtomicLong();
    private final ReentrantLock reading = new ReentrantLock();
    private final OwedCall call = new OwedCall();
    private @Nullable ServletInputStream input;
    private volatile boolean closed;

    BodyReader(HttpServletRequest request) {
        this.request = request;
        this.length = request.getContentLengthLong();
    }

    /** What the client says that its body has, or -1. */
    long length() {
        return length;
    }

    long bytesRead() {
        return bytesRead.get();
    }

    boolean isOpen() {
        return input != null;
    }

    /** Asking for the input is what makes Jetty answer {@code 100 Continue}. */
    void open() throws IOException {
        input = request.getInputStream();
    }

    void listen(ReadListener listener) {
        call.expect();
        opened().setReadListener(listener);
    }

    /** What the container owes the listener. */
    OwedCall call() {
        return call;
    }

    /** The whole of a body that came with its head and is no longer than {@code limit}; else null. */
    @Nullable ByteBuffer arrived(long limit) throws IOException {
        ServletInputStream from = opened();
        if (length <= 0 || length > Math.min(BUFFER_SIZE, limit) || from.available() < length) {
            return null;
        }
        byte[] bytes = from.readNBytes((int) length);
        bytesRead.set(bytes.length);
        return ByteBuffer.wrap(bytes);
    }

    /** What is there, with a mark at the end; null where nothing is, and the container will call. */
    Content.@Nullable Chunk read() throws IOException {
        reading.lock();
        try {
            return closed ? null : readOpen();
        } finally {
            reading.unlock();
        }
    }

    private Content.@Nullable Chunk readOpen() throws IOException {
        ServletInputStream from = opened();
        while (isReady(from)) {
            byte[] buffer = new byte[room(from.available())];
            int count = from.read(buffer);
            if (count != 0) { // where Tomcat has read no more than a part of a chunk's head
                return count < 0 ? Content.Chunk.EOF : chunk(buffer, count);
            }
        }
        return null;
    }

    /** For a piece of the body; as much as is {@code available} where the container reads in large ones. */
    private int room(int available) {
        if (length >= 0 && length < BUFFER_SIZE) {
            return Math.max(1, (int) length);
        }
        return Math.max(BUFFER_SIZE, Math.min(available, MOST_AT_ONCE));
    }

    private boolean isReady(ServletInputStream from) {
        call.expect();
        boolean ready = from.isReady();
        if (ready) {
            call.settle();
        }
        return ready;
    }

    private Content.Chunk chunk(byte[] buffer, int count) {
        boolean last = bytesRead.addAndGet(count) >= length && length >= 0;
        return Content.Chunk.from(ByteBuffer.wrap(buffer, 0, count), last);
    }

    /** Lets {@code peek} take what is there; true once that is enough. False means that the container will call. */
    boolean fill(Peek peek) throws IOException {
        reading.lock();
        try {
            return !closed && fillOpen(peek);
        } finally {
            reading.unlock();
        }
    }

    private boolean fillOpen(Peek peek) throws IOException {
        ServletInputStream from = opened();
        while (isReady(from)) {
            if (peek.take(from)) {
                return true;
            }
        }
        return false;
    }

    /** Counts what a peek has taken; true if that is the whole body. */
    boolean took(Peek peek) {
        long count = bytesRead.addAndGet(peek.size());
        return peek.ended() || count == length;
    }

    /** Waits for a read that is under way, but not for ever: it may itself wait for this thread's container. */
    void close() {
        closed = true;
        try {
            if (reading.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                reading.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ServletInputStream opened() {
        ServletInputStream from = input;
        if (from == null) {
            throw new IllegalStateException("not started");
        }
        return from;
    }
}
