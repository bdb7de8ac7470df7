package dev.gangway.stream;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Scans a {@code multipart/form-data} body that comes in pieces of any size and tells the short values of the watched
 * fields. Everything else is skipped and never kept.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2046#section-5.1.1">RFC 2046, section 5.1.1</a>
 */
public final class MultipartScanner implements ByteSink {

    private static final int LONGEST_LINE = 512;
    private static final int LONGEST_BOUNDARY = 200;
    private static final String DISPOSITION = "content-disposition:";

    /** Is told what is in the fields. */
    @FunctionalInterface
    public interface Sink {

        /** A whole field; values longer than {@link JsonScanner#LONGEST} bytes are not told. */
        void field(String name, String value);
    }

    private enum Part {
        BODY,
        DELIMITER_LINE,
        HEADER,
        DONE
    }

    private final Set<String> watched;
    private final Sink sink;
    private final byte[] delimiter;
    private final byte[] text = new byte[LONGEST_LINE];

    private Part part = Part.BODY;
    private int matched;
    private int length;
    private @Nullable String name;

    /**
     * Scans parts that are set apart by {@code boundary}.
     *
     * @param watched the names of the fields to tell
     */
    public MultipartScanner(String boundary, Set<String> watched, Sink sink) {
        this.watched = watched;
        this.sink = sink;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        // The first delimiter needs no line break before it.
        this.matched = 2;
    }

    /** The boundary that a Content-Type names, or null where it names none, or too long a one. */
    public static @Nullable String boundary(String contentType) {
        for (String parameter : contentType.split(";", -1)) {
            String stripped = parameter.strip();
            if (stripped.regionMatches(true, 0, "boundary=", 0, 9)) {
                String boundary = unquoted(stripped.substring(9));
                return boundary.isEmpty() || boundary.length() > LONGEST_BOUNDARY ? null : boundary;
            }
        }
        return null;
    }

    @Override
    public void feed(byte[] bytes, int offset, int length) {
        int end = offset + length;
        for (int i = offset; i < end && part != Part.DONE; i++) {
            byte b = bytes[i];
            switch (part) {
                case BODY -> i = inBody(bytes, i, end) - 1;
                case DELIMITER_LINE -> afterDelimiter(b);
                default -> inHeader(b);
            }
        }
    }

    /** The index after the last byte that was looked at: the end, or where a delimiter ends. */
    private int inBody(byte[] bytes, int from, int end) {
        for (int i = matched == 0 && name == null ? lineEnd(bytes, from, end) : from; i < end; i++) {
            byte b = bytes[i];
            if (b == delimiter[matched]) {
                matched++;
                if (matched == delimiter.length) {
                    partEnded();
                    return i + 1;
                }
            } else {
                // Only its first byte can be where a delimiter begins again: a boundary has no line break.
                keep(delimiter, matched);
                matched = b == '\r' ? 1 : 0;
                if (matched == 0) {
                    keep(b);
                    i = name == null ? lineEnd(bytes, i + 1, end) - 1 : i;
                }
            }
        }
        return end;
    }

    /** Where the next line of a part that nobody wants ends: all of a file but its line ends is skipped here. */
    private static int lineEnd(byte[] bytes, int from, int end) {
        int i = from;
        while (i < end && bytes[i] != '\r') {
            i++;
        }
        return i;
    }

    private void keep(byte[] bytes, int count) {
        for (int i = 0; name != null && i < count; i++) {
            keep(bytes[i]);
        }
    }

    private void keep(byte b) {
        if (name == null) {
            return;
        }
        if (length == JsonScanner.LONGEST) {
            name = null;
        } else {
            text[length++] = b;
        }
    }

    private void partEnded() {
        if (name != null) {
            sink.field(name, string());
        }
        name = null;
        matched = 0;
        length = 0;
        part = Part.DELIMITER_LINE;
    }

    /** Two hyphens close the body; anything else up to the line's end is padding. */
    private void afterDelimiter(byte b) {
        length++;
        if (b == '\n') {
            length = 0;
            part = Part.HEADER;
        } else if (b == '-' && length == 1) {
            part = Part.DONE;
        }
    }

    private void inHeader(byte b) {
        if (b != '\n') {
            if (b != '\r' && length < text.length) {
                text[length++] = b;
            }
            return;
        }
        if (length == 0) {
            part = Part.BODY;
            return;
        }
        String line = string();
        if (line.toLowerCase(Locale.ROOT).startsWith(DISPOSITION)) {
            name = watchedName(line);
        }
        length = 0;
    }

    private @Nullable String watchedName(String disposition) {
        for (String parameter : disposition.split(";", -1)) {
            String stripped = parameter.strip();
            if (stripped.regionMatches(true, 0, "name=", 0, 5)) {
                String found = unquoted(stripped.substring(5));
                return watched.contains(found) ? found : null;
            }
        }
        return null;
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    private String string() {
        return new String(Arrays.copyOf(text, length), StandardCharsets.UTF_8);
    }
}
