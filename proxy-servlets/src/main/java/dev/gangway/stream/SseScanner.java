package dev.gangway.stream;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts a stream of server-sent events that comes in pieces of any size. Data goes on as it comes and is never kept.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream">Parsing</a>
 */
public final class SseScanner implements ByteSink {

    private static final int LONGEST_NAME = 64;
    private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EVENT = "event".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NEWLINE = {'\n'};
    private static final long NEWLINES = ByteSearch.each('\n');
    private static final long RETURNS = ByteSearch.each('\r');

    /** Is told what is in the events. */
    public interface Sink {

        /** A piece of the event's data. */
        void data(byte[] bytes, int offset, int length);

        /** The event is complete; {@code name} is empty where it has none. Events without data are not told. */
        void event(String name);

        /** An empty line, which ends what came before it, ended before {@code end} of the array that is being fed. */
        default void blankLine(int end) {}
    }

    private enum Field {
        UNKNOWN,
        DATA,
        EVENT,
        OTHER
    }

    private final Sink sink;
    private final byte[] name = new byte[LONGEST_NAME];
    private final byte[] field = new byte[8];

    private Field in = Field.UNKNOWN;
    private int fieldLength;
    private int nameLength;
    private boolean valueBegins;
    private boolean afterReturn;
    private boolean hasData;

    public SseScanner(Sink sink) {
        this.sink = sink;
    }

    /** Scans {@code length} bytes from {@code offset} on. */
    @Override
    public void feed(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int i = offset;
        while (i < end) {
            byte b = bytes[i];
            if (b == '\n' && afterReturn) {
                afterReturn = false;
                i++;
            } else if (b == '\n' || b == '\r') {
                afterReturn = b == '\r';
                i++;
                lineEnded(i);
            } else {
                afterReturn = false;
                i = in == Field.UNKNOWN ? inField(b, i) : inValue(bytes, i, end);
            }
        }
    }

    private int inField(byte b, int at) {
        if (b == ':') {
            in = fieldLength == 0 ? Field.OTHER : named();
            valueBegins = true;
            begin();
        } else if (fieldLength < field.length) {
            field[fieldLength++] = b;
        }
        return at + 1;
    }

    private Field named() {
        if (is(DATA)) {
            return Field.DATA;
        }
        return is(EVENT) ? Field.EVENT : Field.OTHER;
    }

    /** A byte order mark may stand before the first field. */
    private boolean is(byte[] wanted) {
        int from = fieldLength == wanted.length + 3 && field[0] == (byte) 0xEF ? 3 : 0;
        return Arrays.equals(field, from, fieldLength, wanted, 0, wanted.length);
    }

    /** Lines of data after the first are parted by a newline. */
    private void begin() {
        if (in == Field.DATA) {
            if (hasData) {
                sink.data(NEWLINE, 0, 1);
            }
            hasData = true;
        } else if (in == Field.EVENT) {
            nameLength = 0;
        }
    }

    private int inValue(byte[] bytes, int from, int end) {
        int start = valueBegins && bytes[from] == ' ' ? from + 1 : from;
        valueBegins = false;
        int to = ByteSearch.either(bytes, start, end, NEWLINES, RETURNS);
        if (in == Field.DATA && to > start) {
            sink.data(bytes, start, to - start);
        } else if (in == Field.EVENT) {
            int count = Math.min(to - start, name.length - nameLength);
            System.arraycopy(bytes, start, name, nameLength, count);
            nameLength += count;
        }
        return to;
    }

    private void lineEnded(int end) {
        // A line without a colon is a field with an empty value.
        if (in == Field.UNKNOWN && fieldLength > 0) {
            in = named();
            begin();
        }
        boolean blank = in == Field.UNKNOWN && fieldLength == 0;
        in = Field.UNKNOWN;
        fieldLength = 0;
        if (!blank) {
            return;
        }
        if (hasData) {
            sink.event(new String(name, 0, nameLength, StandardCharsets.UTF_8));
        }
        hasData = false;
        nameLength = 0;
        sink.blankLine(end);
    }
}
