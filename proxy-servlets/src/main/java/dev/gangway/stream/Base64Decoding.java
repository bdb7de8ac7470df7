package dev.gangway.stream;

import java.util.Arrays;

/** Decodes Base64 (RFC 4648, section 4) that comes in pieces. What is no Base64 is skipped. */
public final class Base64Decoding implements ByteSink {

    private static final byte[] VALUES = new byte[256];

    static {
        Arrays.fill(VALUES, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) {
            VALUES[alphabet.charAt(i)] = (byte) i;
        }
    }

    private final ByteSink sink;
    private final byte[] buffer = new byte[768];

    private int bits;
    private int count;

    public Base64Decoding(ByteSink sink) {
        this.sink = sink;
    }

    /** Forgets what was begun. */
    public void reset() {
        bits = 0;
        count = 0;
    }

    @Override
    public void feed(byte[] bytes, int offset, int length) {
        int filled = 0;
        for (int i = offset; i < offset + length; i++) {
            int value = VALUES[bytes[i] & 0xFF];
            if (value < 0) {
                continue;
            }
            bits = bits << 6 | value;
            count += 6;
            if (count >= Byte.SIZE) {
                count -= Byte.SIZE;
                buffer[filled++] = (byte) (bits >> count);
            }
            if (filled == buffer.length) {
                sink.feed(buffer, 0, filled);
                filled = 0;
            }
        }
        if (filled > 0) {
            sink.feed(buffer, 0, filled);
        }
    }
}
