package dev.gangway.stream;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A set of JSON Pointers (RFC 6901) to watch, as a tree. {@code *} stands for every element of an array. Immutable once
 * it is scanned with; a path's number is its place in the list that it was made of.
 */
public final class JsonPaths {

    final Node root = new Node(new byte[0]);
    private final int depth;

    private JsonPaths(int depth) {
        this.depth = depth;
    }

    /** Makes a set of pointers such as {@code /usage/input_tokens}; {@code ~} escapes are not needed and not read. */
    public static JsonPaths of(List<String> pointers) {
        return of(pointers, null);
    }

    /** The same; the string at {@code streamed}, one of the pointers, is told in pieces, however long it is. */
    public static JsonPaths of(List<String> pointers, @Nullable String streamed) {
        JsonPaths paths = new JsonPaths(
                pointers.stream().mapToInt(p -> p.split("/").length).max().orElse(0));
        for (int id = 0; id < pointers.size(); id++) {
            Node node = paths.root;
            for (String key : pointers.get(id).substring(1).split("/")) {
                node = node.childFor(key);
            }
            node.add(id, pointers.get(id).equals(streamed));
        }
        return paths;
    }

    /** The deepest level that a pointer names. */
    int depth() {
        return depth;
    }

    /** One level of the tree. */
    static final class Node {

        private final byte[] key;
        private Node[] children = {};
        private int[] ids = {};
        private boolean streamed;
        private @Nullable Node element;

        Node(byte[] key) {
            this.key = key;
        }

        private void add(int id, boolean isStreamed) {
            ids = Arrays.copyOf(ids, ids.length + 1);
            ids[ids.length - 1] = id;
            streamed |= isStreamed;
        }

        private Node childFor(String key) {
            byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
            if (key.equals("*")) {
                element = element == null ? new Node(bytes) : element;
                return element;
            }
            Node child = child(bytes, 0, bytes.length);
            if (child == null) {
                child = new Node(bytes);
                children = Arrays.copyOf(children, children.length + 1);
                children[children.length - 1] = child;
            }
            return child;
        }

        /** The child of an object's key, {@code length} bytes from {@code offset} on, or null. */
        @Nullable Node child(byte[] bytes, int offset, int length) {
            for (Node child : children) {
                if (child.key.length == length && Arrays.equals(child.key, 0, length, bytes, offset, offset + length)) {
                    return child;
                }
            }
            return null;
        }

        /** The child of any array element, or null. */
        @Nullable Node element() {
            return element;
        }

        /** The numbers of the pointers that end here. */
        int[] ids() {
            return ids;
        }

        boolean isStreamed() {
            return streamed;
        }

        /** Whether anything is watched in an array, or an object, at this level. */
        boolean watchesIn(boolean array) {
            return array ? element != null : children.length > 0;
        }
    }
}
