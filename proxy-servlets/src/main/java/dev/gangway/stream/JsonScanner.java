package dev.gangway.stream;

import dev.gangway.stream.JsonPaths.Node;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Scans JSON documents that come in pieces of any size and tells the scalars at the watched paths. What is not watched
 * is skipped byte by byte and never kept, so a line of any length and nesting of any depth cost nothing but time.
 * Malformed input is no error: nothing more is told of that document.
 *
 * <p>Documents may follow each other, as in JSON Lines.
 */
public final class JsonScanner implements ByteSink {

    /** The longest key or value, in bytes, that is looked at. */
    public static final int LONGEST = 256;

    private enum State {
        VALUE,
        FIRST_KEY,
        KEY,
        COLON,
        AFTER,
        STRING,
        SCALAR,
        SKIP,
        BROKEN
    }

    private final JsonSink sink;
    private final JsonPaths paths;
    private final Node[] open;
    private final boolean[] arrays;
    private final Text text = new Text(LONGEST);

    private State state = State.VALUE;
    private boolean emptyArray;
    private int depth;
    private @Nullable Node node;
    private int skipped;
    private boolean skipsString;
    private boolean skipsEscape;

    public JsonScanner(JsonPaths paths, JsonSink sink) {
        this.paths = paths;
        this.sink = sink;
        this.open = new Node[paths.depth() + 1];
        this.arrays = new boolean[paths.depth() + 1];
        reset();
    }

    /** Forgets what was begun: the next byte begins a document. */
    public void reset() {
        state = State.VALUE;
        depth = 0;
        skipped = 0;
        emptyArray = false;
        node = paths.root;
    }

    /** Scans {@code length} bytes from {@code offset} on. */
    @Override
    public void feed(byte[] bytes, int offset, int length) {
        int end = offset + length;
        for (int i = offset; i < end; i++) {
            if (state == State.BROKEN) {
                return;
            }
            if (state == State.SKIP) {
                i = skip(bytes, i, end) - 1;
            } else {
                step(bytes[i]);
            }
        }
    }

    private void step(byte b) {
        switch (state) {
            case STRING, KEY -> inString(b);
            case SCALAR -> inScalar(b);
            default -> {
                if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                    between(b);
                }
            }
        }
    }

    private void between(byte b) {
        switch (state) {
            case VALUE -> value(b);
            case FIRST_KEY -> key(b);
            case COLON -> state = b == ':' ? State.VALUE : State.BROKEN;
            default -> after(b);
        }
    }

    private void value(byte b) {
        boolean close = b == ']' && emptyArray;
        emptyArray = false;
        if (close) {
            close(b);
        } else if (b == '{' || b == '[') {
            open(b == '[');
        } else if (b == '"') {
            text.clear();
            state = State.STRING;
        } else if (b == '-' || (b >= '0' && b <= '9') || b == 't' || b == 'f' || b == 'n') {
            text.clear();
            text.plain(b);
            state = State.SCALAR;
        } else {
            state = State.BROKEN;
        }
    }

    /** What nothing is watched in is skipped to its end. */
    private void open(boolean array) {
        Node into = node;
        if (into == null || !into.watchesIn(array)) {
            skipped = 1;
            skipsString = false;
            skipsEscape = false;
            state = State.SKIP;
            return;
        }
        open[depth] = into;
        arrays[depth] = array;
        depth++;
        emptyArray = array;
        node = array ? into.element() : null;
        state = array ? State.VALUE : State.FIRST_KEY;
    }

    private void key(byte b) {
        if (b == '"') {
            text.clear();
            state = State.KEY;
        } else {
            close(b);
        }
    }

    private void after(byte b) {
        if (b == ',' && depth > 0) {
            boolean array = arrays[depth - 1];
            node = array ? open[depth - 1].element() : null;
            state = array ? State.VALUE : State.FIRST_KEY;
        } else {
            close(b);
        }
    }

    private void close(byte b) {
        if (depth == 0 || b != (arrays[depth - 1] ? ']' : '}')) {
            state = State.BROKEN;
            return;
        }
        depth--;
        node = open[depth];
        ended();
    }

    private void inString(byte b) {
        if (!text.inString(b)) {
            return;
        }
        if (state == State.KEY) {
            node = text.overflowed() ? null : open[depth - 1].child(text.bytes(), text.length());
            state = State.COLON;
            return;
        }
        Node at = node;
        if (at != null && !text.overflowed()) {
            for (int id : at.ids) {
                sink.string(id, text.toString());
            }
        }
        valueEnded();
    }

    private void inScalar(byte b) {
        boolean more = (b >= '0' && b <= '9') || (b >= 'a' && b <= 'z') || b == '.' || b == '-' || b == '+' || b == 'E';
        if (more) {
            text.plain(b);
            return;
        }
        scalarEnded();
        step(b);
    }

    private void scalarEnded() {
        Node at = node;
        if (at != null && !text.overflowed()) {
            byte first = text.bytes()[0];
            boolean number = first == '-' || (first >= '0' && first <= '9');
            for (int id : at.ids) {
                if (number) {
                    sink.number(id, text.toString());
                } else {
                    sink.literal(id, text.toString());
                }
            }
        }
        valueEnded();
    }

    private void ended() {
        Node at = node;
        if (at != null) {
            for (int id : at.ids) {
                sink.ended(id);
            }
        }
        valueEnded();
    }

    private void valueEnded() {
        if (depth == 0) {
            sink.documentEnded();
            node = paths.root;
            state = State.VALUE;
        } else {
            state = State.AFTER;
        }
    }

    /** Skips from {@code from} on; the index after the last byte that belongs to what is skipped. */
    private int skip(byte[] bytes, int from, int end) {
        for (int i = from; i < end; i++) {
            byte b = bytes[i];
            if (skipsString) {
                if (skipsEscape) {
                    skipsEscape = false;
                } else if (b == '\\') {
                    skipsEscape = true;
                } else if (b == '"') {
                    skipsString = false;
                }
            } else if (b == '"') {
                skipsString = true;
            } else if (b == '{' || b == '[') {
                skipped++;
            } else if ((b == '}' || b == ']') && --skipped == 0) {
                ended();
                return i + 1;
            }
        }
        return end;
    }

    /** The bytes of one key or scalar, unescaped. */
    private static final class Text {

        private final byte[] bytes;
        private int length;
        private boolean overflowed;
        private boolean escape;
        private int hexLeft;
        private int hex;

        Text(int longest) {
            bytes = new byte[longest];
        }

        void clear() {
            length = 0;
            overflowed = false;
            escape = false;
            hexLeft = 0;
        }

        /** Takes a byte of a string; true where it ends the string. */
        boolean inString(byte b) {
            if (hexLeft > 0) {
                hexDigit(b);
            } else if (escape) {
                escape = false;
                escaped(b);
            } else if (b == '\\') {
                escape = true;
            } else if (b == '"') {
                return true;
            } else {
                plain(b);
            }
            return false;
        }

        private void escaped(byte b) {
            switch (b) {
                case 'n' -> plain((byte) '\n');
                case 'r' -> plain((byte) '\r');
                case 't' -> plain((byte) '\t');
                case 'b' -> plain((byte) '\b');
                case 'f' -> plain((byte) '\f');
                case 'u' -> {
                    hexLeft = 4;
                    hex = 0;
                }
                default -> plain(b);
            }
        }

        /** Surrogates come out as question marks: no key, model or id that is watched has any. */
        private void hexDigit(byte b) {
            hex = hex * 16 + Math.max(0, Character.digit(b, 16));
            if (--hexLeft == 0) {
                for (byte c : Character.toString((char) hex).getBytes(StandardCharsets.UTF_8)) {
                    plain(c);
                }
            }
        }

        void plain(byte b) {
            if (length == bytes.length) {
                overflowed = true;
            } else {
                bytes[length++] = b;
            }
        }

        byte[] bytes() {
            return bytes;
        }

        int length() {
            return length;
        }

        boolean overflowed() {
            return overflowed;
        }

        @Override
        public String toString() {
            return new String(bytes, 0, length, StandardCharsets.UTF_8);
        }
    }
}
