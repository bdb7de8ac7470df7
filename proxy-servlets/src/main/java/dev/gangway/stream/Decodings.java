package dev.gangway.stream;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes decodings. Who has more of them than the JDK plugs them in here. */
@FunctionalInterface
public interface Decodings {

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

    /** Undoes all of a Content-Encoding, which may be a list; null where one of its codings is unknown. */
    default @Nullable Decoding decodeAll(@Nullable String encodings, ByteSink sink) {
        Decoding whole = new Identity(sink);
        for (String encoding : (encodings == null ? "" : encodings).split(",", Layers.MOST)) {
            String coding = encoding.strip().toLowerCase(Locale.ROOT);
            if (coding.isEmpty() || coding.equals("identity")) {
                continue;
            }
            // The last coding was applied last, and is undone first.
            Decoding next = decode(coding, whole);
            if (next == null) {
                whole.close();
                return null;
            }
            whole = new Layers(next, whole);
        }
        return whole;
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

    /** One coding around others. */
    record Layers(Decoding outer, Decoding inner) implements Decoding {

        /** More codings than any server applies are taken for one that nobody knows. */
        static final int MOST = 4;

        @Override
        public void feed(byte[] bytes, int offset, int length) {
            outer.feed(bytes, offset, length);
        }

        @Override
        public void close() {
            outer.close();
            inner.close();
        }
    }
}
