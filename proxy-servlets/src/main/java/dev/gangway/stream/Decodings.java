package dev.gangway.stream;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes decodings. Who has more of them than the JDK plugs them in here. */
@FunctionalInterface
public interface Decodings {

    /** Of a longer list the rest is one word that nobody knows. */
    int MOST_CODINGS = 4;

    /** What the JDK knows: {@code gzip} and {@code deflate}. */
    Decodings JDK = (encoding, sink) -> switch (encoding) {
        case "gzip", "x-gzip" -> Inflating.gzip(sink);
        case "deflate" -> Inflating.zlib(sink);
        default -> null;
    };

    /** A decoding of {@code encoding}, a content coding in lower case, to {@code sink}, or null where it is unknown. */
    @Nullable Decoding decode(String encoding, ByteSink sink);

    /** These, then {@code others}. */
    default Decodings or(Decodings others) {
        return (encoding, sink) -> {
            Decoding decoding = decode(encoding, sink);
            return decoding == null ? others.decode(encoding, sink) : decoding;
        };
    }

    /**
     * Undoes a Content-Encoding; null where it is unknown. So is a list of several codings: nobody sends one, and a few
     * bytes under three of them are a terabyte.
     */
    default @Nullable Decoding decodeAll(@Nullable String encodings, ByteSink sink) {
        if (encodings == null) {
            return new Identity(sink);
        }
        Decoding found = null;
        for (String encoding : encodings.split(",", MOST_CODINGS)) {
            String coding = encoding.strip().toLowerCase(Locale.ROOT);
            if (coding.isEmpty() || coding.equals("identity")) {
                continue;
            }
            Decoding next = found == null ? Thrifty.of(this, coding, sink) : null;
            if (next == null) {
                close(found);
                return null;
            }
            found = next;
        }
        return found == null ? new Identity(sink) : found;
    }

    private static void close(@Nullable Decoding decoding) {
        if (decoding != null) {
            decoding.close();
        }
    }

    /** No coding. */
    record Identity(ByteSink sink) implements Decoding {

        @Override
        public void feed(byte[] bytes, int offset, int length) {
            sink.feed(bytes, offset, length);
        }

        @Override
        public void close() {}
    }
}
