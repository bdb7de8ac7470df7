package dev.gangway.stream;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds bytes, eight at a time: the scanners spend most of their time in text that they do not want.
 *
 * @see <a href="https://graphics.stanford.edu/~seander/bithacks.html#ValueInWord">Finding a byte in a word</a>
 */
final class ByteSearch {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    private ByteSearch() {}

    /** {@code b} in each byte of a word. */
    static long each(char b) {
        return ONES * b;
    }

    /** The index of the first byte that is in {@code each} or in {@code other}, or {@code end}. */
    static int either(byte[] bytes, int from, int end, long each, long other) {
        int i = from;
        for (; i <= end - Long.BYTES; i += Long.BYTES) {
            long word = (long) LONGS.get(bytes, i);
            long found = zeros(word ^ each) | zeros(word ^ other);
            if (found != 0) {
                return i + Long.numberOfTrailingZeros(found) / Byte.SIZE;
            }
        }
        while (i < end && bytes[i] != (byte) each && bytes[i] != (byte) other) {
            i++;
        }
        return i;
    }

    /** The lowest bit that is set is in the first byte that is zero. */
    private static long zeros(long word) {
        return (word - ONES) & ~word & HIGHS;
    }
}
