package dev.gangway.stream;

import org.jspecify.annotations.Nullable;

/** A decoding that ends in silence where it makes far too much of what it gets: reading it would take a thread for good. */
final class Thrifty implements Decoding {

    /** Decoded bytes that are worth their time whatever they were made of. */
    private static final long FREE = 64L << 20;

    /** What text shrinks to at best is a hundredth. */
    private static final int RATIO = 100;

    private final ByteSink sink;
    private @Nullable Decoding decoding;
    private long read;
    private long made;

    private Thrifty(ByteSink sink) {
        this.sink = sink;
    }

    /** Null where {@code decodings} do not know {@code coding}. */
    static @Nullable Thrifty of(Decodings decodings, String coding, ByteSink sink) {
        Thrifty thrifty = new Thrifty(sink);
        thrifty.decoding = decodings.decode(coding, thrifty::made);
        return thrifty.decoding == null ? null : thrifty;
    }

    @Override
    public void feed(byte[] bytes, int offset, int length) {
        if (decoding == null) {
            return;
        }
        read += length;
        try {
            decoding.feed(bytes, offset, length);
        } catch (TooMuch e) {
            close();
        }
    }

    private void made(byte[] bytes, int offset, int length) {
        made += length;
        if (made > FREE && made / RATIO > read) {
            throw new TooMuch();
        }
        sink.feed(bytes, offset, length);
    }

    @Override
    public void close() {
        if (decoding != null) {
            decoding.close();
            decoding = null;
        }
    }

    /** Leaves the decoding's loop. */
    private static final class TooMuch extends RuntimeException {

        TooMuch() {
            super(null, null, false, false);
        }
    }
}
