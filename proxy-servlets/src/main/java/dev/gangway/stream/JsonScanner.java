package dev.gangway.stream;

import dev.gangway.stream.JsonPaths.Node;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Scans JSON documents that come in pieces of any size and tells the scalars at the watched paths. What is not watched
 * is skipped and never kept, so a line of any length and nesting of any depth cost nothing but time. Malformed input is
 * no error: nothing more is told until {@link #reset}.
 *
 * <p>Documents may follow each other, as in JSON Lines.
 */
public final class JsonScanner implements ByteSink {

    /** The longest key or value, in bytes, that is looked at. */
    public static final int LONGEST = 256;

    private enum State {
        VALUE,
        FIRST_KEY,
        COLON,
        AFTER,
        KEY,
        STRING,
        SCALAR,
        SKIP,
        BROKEN
    }

    private final JsonSink sink;
    private final JsonPaths paths;
    private final Node[] open;
    private final boolean[] arrays;
    private final JsonText text;
    private final JsonSkip skip = new JsonSkip();

    /** Only of scanners that are reset: most see one document. */
    private @Nullable JsonLead lead;

    private State state = State.VALUE;
    private boolean emptyArray;
    private int depth;
    private @Nullable Node node;

    /** A document is about to begin. */
    private boolean begins;

    /** Of this document the beginning is known. */
    private boolean isLed;

    /** So far nothing was told that has to be told again where the next document begins in the same way. */
    private boolean repeatable;

    public JsonScanner(JsonPaths paths, JsonSink sink) {
        this.paths = paths;
        this.sink = sink;
        this.open = new Node[paths.depth() + 1];
        this.arrays = new boolean[paths.depth() + 1];
        this.text = new JsonText(LONGEST, sink);
        this.node = paths.root;
    }

    /** Forgets what was begun: the next byte begins a document. */
    public void reset() {
        state = State.VALUE;
        depth = 0;
        emptyArray = false;
        node = paths.root;
        if (lead == null) {
            lead = new JsonLead(open.length);
        } else if (!isLed) {
            lead.forget();
        }
        begins = true;
        isLed = false;
        repeatable = true;
    }

    /** Scans {@code length} bytes from {@code offset} on. */
    @Override
    public void feed(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int i = offset;
        if (begins) {
            begins = false;
            i = begin(Objects.requireNonNull(lead), bytes, offset, end);
        }
        while (i < end) {
            i = step(bytes, i, end);
        }
    }

    private int step(byte[] bytes, int from, int end) {
        return switch (state) {
            case KEY, STRING -> string(bytes, from, end);
            case SCALAR -> scalar(bytes, from, end);
            case SKIP -> skip(bytes, from, end);
            case BROKEN -> end;
            default -> between(bytes, from, end);
        };
    }

    /** Scans up to the first object or array that nothing is watched in, or skips what is as in the last document. */
    private int begin(JsonLead last, byte[] bytes, int from, int end) {
        if (last.leads(bytes, from, end)) {
            node = last.restore(open, arrays);
            depth = last.depth();
            beginSkip();
            isLed = true;
            return from + last.length();
        }
        int i = from;
        while (i < end && state != State.SKIP) {
            i = step(bytes, i, end);
        }
        if (state == State.SKIP && repeatable) {
            last.keep(bytes, from, i, node, depth, open, arrays);
            isLed = true;
        }
        return i;
    }

    private int between(byte[] bytes, int from, int end) {
        int i = from;
        while (i < end && (bytes[i] == ' ' || bytes[i] == '\n' || bytes[i] == '\r' || bytes[i] == '\t')) {
            i++;
        }
        if (i == end) {
            return end;
        }
        byte b = bytes[i];
        switch (state) {
            case VALUE -> value(b);
            case FIRST_KEY -> key(b);
            case COLON -> state = b == ':' ? State.VALUE : State.BROKEN;
            default -> after(b);
        }
        // A scalar keeps its first byte.
        return state == State.SCALAR ? i : i + 1;
    }

    private void value(byte b) {
        boolean close = b == ']' && emptyArray;
        emptyArray = false;
        if (close) {
            close(b);
        } else if (b == '{' || b == '[') {
            open(b == '[');
        } else if (b == '"') {
            begin(node);
            state = State.STRING;
        } else if (b == '-' || (b >= '0' && b <= '9') || b == 't' || b == 'f' || b == 'n') {
            begin(node);
            state = State.SCALAR;
        } else {
            state = State.BROKEN;
        }
    }

    private void begin(@Nullable Node at) {
        if (at == null || at.ids().length == 0) {
            text.drop();
        } else if (at.isStreamed()) {
            text.passOn(at.ids()[0]);
        } else {
            text.keep();
        }
    }

    /** What nothing is watched in is skipped to its end. */
    private void open(boolean array) {
        Node into = node;
        if (into == null || !into.watchesIn(array)) {
            beginSkip();
            return;
        }
        open[depth] = into;
        arrays[depth] = array;
        depth++;
        emptyArray = array;
        node = array ? into.element() : null;
        state = array ? State.VALUE : State.FIRST_KEY;
    }

    private void beginSkip() {
        skip.begin();
        state = State.SKIP;
    }

    private void key(byte b) {
        if (b == '"') {
            text.keep();
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

    private int string(byte[] bytes, int from, int end) {
        int whole = text.isUnread() && (state == State.KEY || text.isDropped()) ? text.end(bytes, from, end) : end;
        if (whole < end) {
            return inPlace(bytes, from, whole);
        }
        int next = text.read(bytes, from, end);
        if (!text.isEnded()) {
            return next;
        }
        Node at = node;
        if (state == State.KEY) {
            node = text.isKept() ? open[depth - 1].child(text.bytes(), 0, text.length()) : null;
            state = State.COLON;
        } else if (at != null && at.isStreamed()) {
            ended();
        } else {
            if (at != null && text.isKept()) {
                for (int id : at.ids()) {
                    tells(sink.isKnownAgain(id) && !isLed);
                    sink.text(id, text.bytes(), text.length());
                }
            }
            valueEnded();
        }
        return next;
    }

    /** A key, or a string that nobody wants, which is there as a whole: most are. */
    private int inPlace(byte[] bytes, int from, int to) {
        if (state == State.KEY) {
            node = open[depth - 1].child(bytes, from, to - from);
            state = State.COLON;
        } else {
            valueEnded();
        }
        return to + 1;
    }

    /** A text that is told after the beginning may overwrite one of the beginning. */
    private void tells(boolean again) {
        if (!again) {
            repeatable = false;
            isLed = false;
        }
    }

    private int scalar(byte[] bytes, int from, int end) {
        int i = from;
        while (i < end && inScalar(bytes[i])) {
            i++;
        }
        text.append(bytes, from, i - from);
        if (i < end) {
            scalarEnded();
        }
        return i;
    }

    private static boolean inScalar(byte b) {
        return (b >= '0' && b <= '9') || (b >= 'a' && b <= 'z') || b == '.' || b == '-' || b == '+' || b == 'E';
    }

    private void scalarEnded() {
        Node at = node;
        if (at != null && text.isKept()) {
            byte first = text.bytes()[0];
            boolean number = first == '-' || (first >= '0' && first <= '9');
            String value = new String(text.bytes(), 0, text.length(), StandardCharsets.US_ASCII);
            repeatable = false;
            for (int id : at.ids()) {
                if (number) {
                    sink.number(id, value);
                } else {
                    sink.literal(id, value);
                }
            }
        }
        valueEnded();
    }

    private int skip(byte[] bytes, int from, int end) {
        int next = skip.skip(bytes, from, end);
        if (skip.isEnded()) {
            ended();
        }
        return next;
    }

    private void ended() {
        Node at = node;
        if (at != null) {
            for (int id : at.ids()) {
                repeatable = false;
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
}
