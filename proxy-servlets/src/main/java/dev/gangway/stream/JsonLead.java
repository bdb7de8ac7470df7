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

    private final int levels;
    private Node[] open = {};
    private boolean[] arrays = {};
    private byte[] bytes = {};
    private int length;
    private int depth;
    private @Nullable Node node;

    JsonLead(int levels) {
        this.levels = levels;
    }

    void forget() {
        length = 0;
    }

    /** Keeps the bytes {@code from} up to {@code end}, after which a scanner is at {@code in}, {@code at} levels down. */
    void keep(byte[] document, int from, int end, @Nullable Node in, int at, Node[] above, boolean[] kinds) {
        length = end - from;
        if (length > LONGEST) {
            forget();
            return;
        }
        if (bytes.length == 0) { // Most scanners see one document.
            bytes = new byte[LONGEST];
            open = new Node[levels];
            arrays = new boolean[levels];
        }
        System.arraycopy(document, from, bytes, 0, length);
        System.arraycopy(above, 0, open, 0, at);
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

    /** Where the scanner was; what was open above it goes to {@code above} and {@code kinds}. */
    @Nullable Node restore(Node[] above, boolean[] kinds) {
        System.arraycopy(open, 0, above, 0, depth);
        System.arraycopy(arrays, 0, kinds, 0, depth);
        return node;
    }

    int depth() {
        return depth;
    }
}
