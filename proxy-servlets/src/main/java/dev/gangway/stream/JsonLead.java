package dev.gangway.stream;

import dev.gangway.stream.JsonPaths.Node;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How the last document began, up to the first object or array that nothing is watched in. Most events of a stream begin
 * with the same bytes, and what was found in them was told already.
 */
final class JsonLead {

    private static final int LONGEST = 512;

    private final Node[] open;
    private final boolean[] arrays;
    private byte[] bytes = {};
    private int length;
    private int depth;
    private @Nullable Node node;

    JsonLead(int depth) {
        this.open = new Node[depth];
        this.arrays = new boolean[depth];
    }

    void forget() {
        length = 0;
    }

    /** Keeps the bytes {@code from} up to {@code end}, after which a scanner is at {@code in}, {@code at} levels down. */
    void keep(byte[] document, int from, int end, @Nullable Node in, int at, Node[] levels, boolean[] kinds) {
        length = end - from;
        if (length > LONGEST) {
            forget();
            return;
        }
        bytes = bytes.length == 0 ? new byte[LONGEST] : bytes;
        System.arraycopy(document, from, bytes, 0, length);
        System.arraycopy(levels, 0, open, 0, at);
        System.arraycopy(kinds, 0, arrays, 0, at);
        depth = at;
        node = in;
    }

    /** Whether a document begins like the last one; how far is {@link #length}. */
    boolean leads(byte[] document, int from, int end) {
        return length > 0 && length <= end - from && Arrays.equals(document, from, from + length, bytes, 0, length);
    }

    int length() {
        return length;
    }

    /** Where the scanner was; what was open above it goes to {@code levels} and {@code kinds}. */
    @Nullable Node restore(Node[] levels, boolean[] kinds) {
        System.arraycopy(open, 0, levels, 0, depth);
        System.arraycopy(arrays, 0, kinds, 0, depth);
        return node;
    }

    int depth() {
        return depth;
    }
}
