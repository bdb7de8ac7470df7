package dev.gangway.servlet;

import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.function.BiPredicate;

/** The first bytes of a body, collected until they are enough. */
final class Peek {

    private final byte[] bytes;
    private final BiPredicate<byte[], Integer> enough;
    private final Runnable then;
    private int size;
    private boolean ended;

    Peek(byte[] bytes, BiPredicate<byte[], Integer> enough, Runnable then) {
        this.bytes = bytes;
        this.enough = enough;
        this.then = then;
    }

    /** Takes what is there; true once it is enough. False means that {@code input} will call back. */
    boolean fill(ServletInputStream input) throws IOException {
        while (input.isReady()) {
            int count = input.read(bytes, size, bytes.length - size);
            if (count < 0) {
                ended = true;
                return true;
            }
            size += count;
            if (enough.test(bytes, size) || size == bytes.length) {
                return true;
            }
        }
        return false;
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
