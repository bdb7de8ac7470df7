package dev.gangway.observe;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A copy of the first bytes of a body. Grows with what comes. */
final class BodyCapture {

    private static final int START = 1024;

    private final int most;
    private byte[] bytes = new byte[START];
    private int size;
    private boolean truncated;
    private @Nullable String type;
    private @Nullable String encoding;

    BodyCapture(int most) {
        this.most = most;
    }

    void describe(@Nullable String contentType, @Nullable String contentEncoding) {
        type = contentType;
        encoding = contentEncoding;
    }

    synchronized void add(ByteBuffer from) {
        int count = Math.min(from.remaining(), most - size);
        truncated |= count < from.remaining();
        if (size + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(most, Math.max(size + count, 2 * bytes.length)));
        }
        from.get(from.position(), bytes, size, count);
        size += count;
    }

    synchronized int held() {
        return bytes.length;
    }

    synchronized byte[] bytes() {
        return Arrays.copyOf(bytes, size);
    }

    synchronized boolean truncated() {
        return truncated;
    }

    @Nullable String type() {
        return type;
    }

    @Nullable String encoding() {
        return encoding;
    }
}
