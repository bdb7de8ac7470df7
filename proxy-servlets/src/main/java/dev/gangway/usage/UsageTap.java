package dev.gangway.usage;

import dev.gangway.stream.ByteSink;
import dev.gangway.stream.Inflating;
import dev.gangway.stream.JsonScanner;
import dev.gangway.stream.SseScanner;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads an answer's usage from the bytes that pass. It looks at copies, keeps a few KiB whatever comes, and never
 * throws; what it cannot read is unknown. Bytes come from one thread, the end may come from another.
 */
public final class UsageTap implements AutoCloseable {

    private static final int PIECE = 2048;

    private final UsageReader reader;
    private final ByteSink sink;
    private final @Nullable Inflating inflating;
    private final byte[] piece = new byte[PIECE];
    private final @Nullable EventData data;
    private boolean closed;

    private UsageTap(UsageFormat format, boolean events, @Nullable String encoding) {
        reader = new UsageReader(format);
        JsonScanner json = new JsonScanner(format.paths(), reader);
        data = events ? new EventData(json) : null;
        ByteSink plain = data == null ? json : new SseScanner(data);
        inflating = inflating(plain, encoding);
        sink = inflating == null ? plain : inflating;
    }

    /**
     * A tap for an answer, or null where it cannot be read.
     *
     * @param format where its API says usage
     * @param contentType the answer's Content-Type, or null
     * @param contentEncoding the answer's Content-Encoding, or null
     */
    public static @Nullable UsageTap of(
            UsageFormat format, @Nullable String contentType, @Nullable String contentEncoding) {
        String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
        boolean events = type.startsWith("text/event-stream");
        boolean readable = contentEncoding == null
                || contentEncoding.equalsIgnoreCase("identity")
                || isGzip(contentEncoding)
                || contentEncoding.equalsIgnoreCase("deflate");
        return (events || type.contains("json")) && readable ? new UsageTap(format, events, contentEncoding) : null;
    }

    private static @Nullable Inflating inflating(ByteSink plain, @Nullable String encoding) {
        if (encoding == null || encoding.equalsIgnoreCase("identity")) {
            return null;
        }
        return isGzip(encoding) ? Inflating.gzip(plain) : Inflating.zlib(plain);
    }

    private static boolean isGzip(String encoding) {
        return encoding.equalsIgnoreCase("gzip") || encoding.equalsIgnoreCase("x-gzip");
    }

    /** Looks at {@code bytes}, whose position it moves: give it a duplicate. */
    public synchronized void feed(ByteBuffer bytes) {
        while (!closed && bytes.hasRemaining()) {
            int count = Math.min(piece.length, bytes.remaining());
            bytes.get(piece, 0, count);
            sink.feed(piece, 0, count);
        }
    }

    /** How many events of a stream have passed so far. */
    public synchronized long events() {
        return data == null ? 0 : data.events;
    }

    /** What has been seen so far. */
    public synchronized Usage usage() {
        return reader.usage();
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (inflating != null) {
            inflating.close();
        }
    }

    /** Each event's data is a document of its own. */
    private static final class EventData implements SseScanner.Sink {
        private final JsonScanner json;
        private long events;

        EventData(JsonScanner json) {
            this.json = json;
        }

        @Override
        public void data(byte[] bytes, int offset, int length) {
            json.feed(bytes, offset, length);
        }

        @Override
        public void event(String name) {
            events++;
            json.reset();
        }
    }
}
