package dev.gangway.servlet;

import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.BiPredicate;

/** The first bytes of a body, collected until they are enough. */
final class Peek {

    private static final int FIRST_SIZE = 16 * 1024;

    private final int most;
    private final BiPredicate<byte[], Integer> enough;
    private final Runnable then;
    private byte[] bytes;
    private int size;
    private boolean ended;

    /** Collects up to {@code most} bytes; its memory grows with what comes. */
    Peek(int most, BiPredicate<byte[], Integer> enough, Runnable then) {
        this.most = most;
        this.bytes = new byte[Math.min(most, FIRST_SIZE)];
        this.enough = enough;
        this.then = then;
    }

    /** Takes what {@code input}, which is ready, has; true once it is enough. */
    boolean take(ServletInputStream input) throws IOException {
        int count = input.read(bytes, size, bytes.length - size);
        if (count < 0) {
            ended = true;
            return true;
        }
        size += count;
        if (enough.test(bytes, size) || size == most) {
            return true;
        }
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(most, 2L * size));
        }
        return false;
    }

    /** Nothing more comes than what was there. */
    void end() {
        ended = true;
    }

    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    boolean ended() {
        return ended;
    }

    Runnable then() {
        return then;
    }
}
