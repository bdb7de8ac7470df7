package dev.gangway.stream;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Inflates a copy of gzip (RFC 1952, any number of members), zlib (RFC 1950) or bare deflate (RFC 1951) bytes that come
 * in pieces. Malformed input ends it in silence. Holds native memory from the first byte of a body on: {@link #close}
 * when the stream is over.
 */
public final class Inflating implements Decoding {

    private static final int TRAILER = 8;
    private static final int ZLIB = 8;

    private final ByteSink sink;
    private final @Nullable GzipHeader header;

    private @Nullable Inflater inflater;
    private byte[] buffer = {};
    private int trailer;
    private boolean done;

    private Inflating(ByteSink sink, @Nullable GzipHeader header) {
        this.sink = sink;
        this.header = header;
    }

    /** Inflates gzip. */
    public static Inflating gzip(ByteSink sink) {
        return new Inflating(sink, new GzipHeader());
    }

    /** Inflates what HTTP calls {@code deflate}: zlib, or deflate without it, which some servers send. */
    public static Inflating zlib(ByteSink sink) {
        return new Inflating(sink, null);
    }

    @Override
    public void feed(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int i = offset;
        while (i < end && !done) {
            if (trailer > 0) {
                int count = Math.min(trailer, end - i);
                trailer -= count;
                i += count;
            } else if (header != null && !header.isOver()) {
                header.read(bytes[i++]);
                done = header.isWrong();
            } else {
                i = inflate(bytes, i, end);
            }
        }
    }

    private int inflate(byte[] bytes, int from, int end) {
        Inflater to = inflater == null ? open(bytes[from]) : inflater;
        to.setInput(bytes, from, end - from);
        try {
            for (int n = to.inflate(buffer); n > 0; n = to.inflate(buffer)) {
                sink.feed(buffer, 0, n);
            }
        } catch (DataFormatException e) {
            done = true;
        }
        int next = end - to.getRemaining();
        if (to.finished()) {
            memberEnded(to);
        } else if (next < end) {
            // It wants a dictionary, which HTTP does not have.
            done = true;
        }
        return next;
    }

    private Inflater open(byte first) {
        inflater = new Inflater(header != null || (first & 0x0F) != ZLIB);
        buffer = new byte[4096];
        return inflater;
    }

    private void memberEnded(Inflater to) {
        if (header == null) {
            done = true;
            return;
        }
        header.reset();
        trailer = TRAILER;
        to.reset();
    }

    @Override
    public void close() {
        done = true;
        if (inflater != null) {
            inflater.end();
            inflater = null;
        }
    }
}
