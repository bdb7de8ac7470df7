package dev.gangway.agent.call;

import dev.gangway.stream.ByteSink;
import dev.gangway.stream.Decoding;
import dev.gangway.stream.Decodings;

/**
 * Undoes a Content-Encoding only if it is still there: a client that decodes for itself hands out plain bytes, and some
 * versions of Jetty leave the header as it was. Neither JSON nor an event stream begins like gzip or zlib.
 */
final class Sniffing implements Decoding {

    static final Decodings DECODINGS = (encoding, sink) -> {
        Decoding decoding = Decodings.JDK.decode(encoding, sink);
        return decoding == null ? null : new Sniffing(decoding, sink);
    };

    private static final int GZIP = 0x1F;
    private static final int ZLIB = 0x78;

    private final Decoding decoding;
    private ByteSink to;
    private boolean decided;

    private Sniffing(Decoding decoding, ByteSink plain) {
        this.decoding = decoding;
        this.to = plain;
    }

    /** Whether what begins with {@code first} is still encoded, by an encoding that says so. */
    static boolean isPacked(byte first) {
        return first == GZIP || first == ZLIB;
    }

    @Override
    public void feed(byte[] bytes, int offset, int length) {
        if (!decided && length > 0) {
            decided = true;
            to = isPacked(bytes[offset]) ? decoding : to;
        }
        to.feed(bytes, offset, length);
    }

    @Override
    public void close() {
        decoding.close();
    }
}
