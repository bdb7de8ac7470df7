package dev.gangway.stream;

import java.nio.charset.StandardCharsets;

/** One key or scalar, unescaped: kept up to a bound, passed on in pieces, or dropped. */
final class JsonText {

    private static final long QUOTE = ByteSearch.each('"');
    private static final long BACKSLASH = ByteSearch.each('\\');
    private static final int DROPPED = -1;
    private static final int KEPT = -2;

    private final JsonSink sink;
    private final byte[] bytes;
    private final byte[] one = new byte[1];

    private int use = DROPPED;
    private int length;
    private boolean overflowed;
    private boolean unread;
    private boolean ended;
    private boolean escape;
    private int hexLeft;
    private int hex;

    JsonText(int longest, JsonSink sink) {
        this.bytes = new byte[longest];
        this.sink = sink;
    }

    void keep() {
        begin(KEPT);
    }

    void drop() {
        begin(DROPPED);
    }

    /** Passes what is read on to the sink as pieces of {@code path}. */
    void passOn(int path) {
        begin(path);
    }

    private void begin(int as) {
        use = as;
        length = 0;
        overflowed = false;
        unread = true;
        ended = false;
        escape = false;
        hexLeft = 0;
    }

    /** Reads on in a string; returns the index after what belongs to it. */
    int read(byte[] from, int offset, int end) {
        int i = offset;
        unread = false;
        while (i < end) {
            if (escape || hexLeft > 0) {
                escaped(from[i++]);
                continue;
            }
            int stop = ByteSearch.either(from, i, end, QUOTE, BACKSLASH);
            append(from, i, stop - i);
            if (stop == end) {
                return end;
            }
            i = stop + 1;
            if (from[stop] == '"') {
                ended = true;
                return i;
            }
            escape = true;
        }
        return end;
    }

    /** Where the string ends that begins at {@code offset}, if it does before {@code end} and has no escapes. */
    int end(byte[] from, int offset, int end) {
        int stop = ByteSearch.either(from, offset, end, QUOTE, BACKSLASH);
        return stop < end && from[stop] == '"' ? stop : end;
    }

    private void escaped(byte b) {
        if (hexLeft > 0) {
            hexDigit(b);
            return;
        }
        escape = false;
        switch (b) {
            case 'n' -> append('\n');
            case 'r' -> append('\r');
            case 't' -> append('\t');
            case 'b' -> append('\b');
            case 'f' -> append('\f');
            case 'u' -> {
                hexLeft = 4;
                hex = 0;
            }
            default -> append((char) (b & 0xFF));
        }
    }

    /** Surrogates come out as question marks: no key, model or id that is watched has any. */
    private void hexDigit(byte b) {
        hex = hex * 16 + Math.max(0, Character.digit(b, 16));
        if (--hexLeft == 0) {
            byte[] utf8 = Character.toString((char) hex).getBytes(StandardCharsets.UTF_8);
            append(utf8, 0, utf8.length);
        }
    }

    private void append(char b) {
        one[0] = (byte) b;
        append(one, 0, 1);
    }

    void append(byte[] from, int offset, int count) {
        if (use >= 0) {
            sink.piece(use, from, offset, count);
        } else if (use == KEPT) {
            int room = Math.min(count, bytes.length - length);
            System.arraycopy(from, offset, bytes, length, room);
            length += room;
            overflowed |= room < count;
        }
    }

    boolean isEnded() {
        return ended;
    }

    /** Whether nothing of it was read yet. */
    boolean isUnread() {
        return unread;
    }

    boolean isDropped() {
        return use == DROPPED;
    }

    /** Whether all of it was kept. */
    boolean isKept() {
        return use == KEPT && !overflowed;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }
}
