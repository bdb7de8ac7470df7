package dev.gangway.peek;

import dev.gangway.stream.ByteSink;
import dev.gangway.stream.Decoding;
import dev.gangway.stream.Decodings;
import dev.gangway.stream.JsonScanner;
import dev.gangway.stream.MultipartScanner;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a request asks for in the bytes of its body while they pass, whatever its size and the order of its keys:
 * the model, and whether the answer is to be streamed. It looks at copies, keeps a few KiB, never throws, and stops
 * looking as soon as it knows all. Bytes come from one thread at a time, questions from any.
 */
public final class RequestTap implements ByteSink, AutoCloseable {

    /** Sees nothing. */
    public static final RequestTap NONE = new RequestTap(new Asked(), null);

    /** So much of a body is looked at where it is compressed: a small one may unpack to no end. */
    private static final long MOST_INFLATED = 64L * 1024 * 1024;

    private final Asked asked;
    private @Nullable Decoding sink;

    private RequestTap(Asked asked, @Nullable Decoding sink) {
        this.asked = asked;
        this.sink = sink;
    }

    /**
     * A tap for a request's body; one that sees nothing where the body is neither JSON nor a form.
     *
     * @param contentType the request's Content-Type, or null
     * @param contentEncoding the request's Content-Encoding, or null
     * @param forms whether {@code multipart/form-data} is looked into, which takes reading whole files
     */
    public static RequestTap of(@Nullable String contentType, @Nullable String contentEncoding, boolean forms) {
        Asked asked = new Asked();
        ByteSink plain = contentType == null ? null : scanner(contentType, asked, forms);
        if (plain == null) {
            return NONE;
        }
        ByteSink bounded = contentEncoding == null ? plain : limited(plain);
        return new RequestTap(asked, Decodings.JDK.decodeAll(contentEncoding, bounded));
    }

    private static @Nullable ByteSink scanner(String contentType, Asked asked, boolean forms) {
        String type = contentType.toLowerCase(Locale.ROOT);
        if (type.contains("json")) {
            return new JsonScanner(Asked.PATHS, asked);
        }
        String boundary =
                forms && type.startsWith("multipart/form-data") ? MultipartScanner.boundary(contentType) : null;
        return boundary == null ? null : new MultipartScanner(boundary, Asked.FIELDS, asked);
    }

    private static ByteSink limited(ByteSink sink) {
        long[] seen = {0};
        return (bytes, offset, length) -> {
            seen[0] += length;
            if (seen[0] <= MOST_INFLATED) {
                sink.feed(bytes, offset, length);
            }
        };
    }

    @Override
    public synchronized void feed(byte[] bytes, int offset, int length) {
        if (sink == null) {
            return;
        }
        sink.feed(bytes, offset, length);
        if (asked.isComplete()) {
            close();
        }
    }

    /** The model that was found so far, or null. */
    public @Nullable String model() {
        return asked.model();
    }

    /** Whether a stream is asked for, or null where nothing of it was found so far. */
    public @Nullable Boolean stream() {
        return asked.stream();
    }

    /** Whether a stream's usage is asked for, in OpenAI's way, or null where nothing of it was found so far. */
    public @Nullable Boolean includeUsage() {
        return asked.includeUsage();
    }

    @Override
    public synchronized void close() {
        if (sink != null) {
            sink.close();
            sink = null;
        }
    }
}
