package dev.gangway.edit;

import dev.gangway.stream.SseScanner;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Edits server-sent events that come in pieces. An event is held back until it is whole; one that is longer than {@link
 * #LONGEST}, or whose data has more than one line, passes as it is.
 */
public final class EventStreamEdit {

    /** So many bytes of an event are held. */
    public static final int LONGEST = 1024 * 1024;

    private static final int FIRST_SIZE = 4096;

    private final EventEdit edit;
    private final SseScanner scanner = new SseScanner(new Cuts());
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private byte[] held = new byte[FIRST_SIZE];
    private int size;
    private int begin;
    private int dataFrom;
    private int dataTo;
    private int dataLines;
    private boolean passing;
    private boolean afterReturn;
    private boolean dropped;

    /** Edits by {@code edit}. */
    public EventStreamEdit(EventEdit edit) {
        this.edit = edit;
    }

    /** Takes {@code piece}; gives the edited events that are whole now. */
    public byte[] edited(ByteBuffer piece) {
        endEmptyLine(piece);
        int count = piece.remaining();
        if (held.length - size < count) {
            held = Arrays.copyOf(held, Math.max(2 * held.length, size + count));
        }
        piece.get(held, size, count);
        size += count;
        scanner.feed(held, size - count, count);
        passing |= size - begin > LONGEST;
        if (passing) {
            pass(size);
        }
        keepTheRest();
        return taken();
    }

    /** The line feed of the empty line that ended an event, if it comes apart from the carriage return. */
    private void endEmptyLine(ByteBuffer piece) {
        if (!piece.hasRemaining()) {
            return;
        }
        if (afterReturn && piece.get(piece.position()) == '\n') {
            byte[] newline = {piece.get()};
            scanner.feed(newline, 0, 1);
            if (!dropped) {
                out.writeBytes(newline);
            }
        }
        afterReturn = false;
    }

    /** What is left when the stream has ended, or broken off: as it is. */
    public byte[] rest() {
        pass(size);
        return taken();
    }

    private byte[] taken() {
        byte[] bytes = out.toByteArray();
        out.reset();
        return bytes;
    }

    private void keepTheRest() {
        System.arraycopy(held, begin, held, 0, size - begin);
        size -= begin;
        dataFrom -= begin;
        dataTo -= begin;
        begin = 0;
    }

    /** Everything up to {@code end} leaves as it came. */
    private void pass(int end) {
        out.write(held, begin, end - begin);
        begin = end;
    }

    private void eventEnded(int blankLineEnd) {
        int end = blankLineEnd;
        afterReturn = held[end - 1] == '\r';
        if (afterReturn && end < size) {
            end += held[end] == '\n' ? 1 : 0;
            afterReturn = false;
        }
        dropped = !passing && dataLines == 1 && !write();
        if (dropped) {
            begin = end;
        } else {
            pass(end);
        }
        passing = false;
        dataLines = 0;
    }

    /** Writes the event up to the end of its data; false where it is dropped. */
    private boolean write() {
        byte[] edited = edit.edit(Arrays.copyOfRange(held, dataFrom, dataTo));
        if (edited == null) {
            return false;
        }
        pass(dataFrom);
        out.writeBytes(edited);
        begin = dataTo;
        return true;
    }

    /** Notes where in what is held the data stands. */
    private final class Cuts implements SseScanner.Sink {

        @Override
        @SuppressWarnings("ReferenceEquality") // The same array is meant, not the same bytes.
        public void data(byte[] bytes, int offset, int length) {
            if (dataLines == 0) {
                dataFrom = offset;
                dataLines = 1;
            } else if (offset != dataTo || bytes != held) {
                dataLines++;
            }
            dataTo = offset + length;
        }

        @Override
        public void event(String name) {
            // An event without data has an end, too.
        }

        @Override
        public void blankLine(int end) {
            eventEnded(end);
        }
    }
}
