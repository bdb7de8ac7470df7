package dev.gangway.stream;

/** Skips an object or an array that nothing is watched in. Keeps a count of what is open, however deep it goes. */
final class JsonSkip {

    private static final long QUOTE = ByteSearch.each('"');
    private static final long BACKSLASH = ByteSearch.each('\\');

    /** What matters outside of strings: 1 opens, 2 closes, 3 begins a string. */
    private static final byte[] KINDS = new byte[256];

    static {
        KINDS['{'] = 1;
        KINDS['['] = 1;
        KINDS['}'] = 2;
        KINDS[']'] = 2;
        KINDS['"'] = 3;
    }

    private long open;
    private boolean inString;
    private boolean escape;

    /** The bracket that opens it has been read. */
    void begin() {
        open = 1;
        inString = false;
        escape = false;
    }

    boolean isEnded() {
        return open == 0;
    }

    /** Skips from {@code from} on; returns the index after what belongs to it. */
    int skip(byte[] bytes, int from, int end) {
        int i = from;
        while (i < end && open > 0) {
            i = inString ? string(bytes, i, end) : structure(bytes, i, end);
        }
        return i;
    }

    private int structure(byte[] bytes, int from, int end) {
        int i = from;
        while (i < end) {
            int kind = KINDS[bytes[i++] & 0xFF];
            if (kind == 0) {
                continue;
            }
            if (kind == 3) {
                inString = true;
                return i;
            }
            open += kind == 1 ? 1 : -1;
            if (open == 0) {
                return i;
            }
        }
        return i;
    }

    private int string(byte[] bytes, int from, int end) {
        if (escape) {
            escape = false;
            return from + 1;
        }
        int stop = ByteSearch.either(bytes, from, end, QUOTE, BACKSLASH);
        if (stop == end) {
            return end;
        }
        escape = bytes[stop] == '\\';
        inString = escape;
        return stop + 1;
    }
}
