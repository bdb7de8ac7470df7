package dev.gangway.stream;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates a copy of gzip (RFC 1952) or zlib (RFC 1950) bytes that come in pieces. Malformed input ends it in silence.
 * Holds native memory: {@link #close} when the stream is over.
 */
public final class Inflating implements ByteSink, AutoCloseable {

    private static final int FHCRC = 2;
    private static final int FEXTRA = 4;
    private static final int FNAME = 8;
    private static final int FCOMMENT = 16;
    private static final int FIXED_HEADER = 10;

    private enum Part {
        FIXED,
        EXTRA_LENGTH,
        EXTRA,
        NAME,
        COMMENT,
        CRC,
        BODY,
        DONE
    }

    private final ByteSink sink;
    private final Inflater inflater;
    private final byte[] buffer = new byte[4096];

    private Part part;
    private int flags;
    private int count;
    private int extra;

    private Inflating(ByteSink sink, boolean gzip) {
        this.sink = sink;
        this.inflater = new Inflater(gzip);
        this.part = gzip ? Part.FIXED : Part.BODY;
    }

    /** Inflates gzip. */
    public static Inflating gzip(ByteSink sink) {
        return new Inflating(sink, true);
    }

    /** Inflates zlib, which HTTP calls {@code deflate}. */
    public static Inflating zlib(ByteSink sink) {
        return new Inflating(sink, false);
    }

    @Override
    public void feed(byte[] bytes, int offset, int length) {
        int at = offset;
        int end = offset + length;
        while (at < end && part != Part.BODY && part != Part.DONE) {
            header(bytes[at++]);
        }
        if (at < end && part == Part.BODY) {
            inflate(bytes, at, end - at);
        }
    }

    private void inflate(byte[] bytes, int offset, int length) {
        inflater.setInput(bytes, offset, length);
        try {
            for (int n = inflater.inflate(buffer); n > 0; n = inflater.inflate(buffer)) {
                sink.feed(buffer, 0, n);
            }
            if (inflater.finished()) {
                part = Part.DONE;
            }
        } catch (DataFormatException e) {
            part = Part.DONE;
        }
    }

    private void header(byte b) {
        count++;
        switch (part) {
            case FIXED -> {
                flags = count == 4 ? b : flags;
                if (count == FIXED_HEADER) {
                    next(Part.EXTRA_LENGTH);
                }
            }
            case EXTRA_LENGTH -> {
                extra |= (b & 0xFF) << (8 * (count - 1));
                if (count == 2) {
                    next(extra == 0 ? Part.NAME : Part.EXTRA);
                }
            }
            case EXTRA -> {
                if (count == extra) {
                    next(Part.NAME);
                }
            }
            case NAME, COMMENT -> {
                if (b == 0) {
                    next(part == Part.NAME ? Part.COMMENT : Part.CRC);
                }
            }
            default -> {
                if (count == 2) {
                    next(Part.BODY);
                }
            }
        }
    }

    /** Goes to {@code wanted}, or past it where the flags say that it is not there. */
    private void next(Part wanted) {
        count = 0;
        part = wanted;
        if (part == Part.EXTRA_LENGTH && (flags & FEXTRA) == 0) {
            part = Part.NAME;
        }
        if (part == Part.NAME && (flags & FNAME) == 0) {
            part = Part.COMMENT;
        }
        if (part == Part.COMMENT && (flags & FCOMMENT) == 0) {
            part = Part.CRC;
        }
        if (part == Part.CRC && (flags & FHCRC) == 0) {
            part = Part.BODY;
        }
    }

    @Override
    public void close() {
        part = Part.DONE;
        inflater.end();
    }
}
