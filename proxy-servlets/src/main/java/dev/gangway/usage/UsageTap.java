package dev.gangway.usage;

import dev.gangway.stream.ByteSink;
import dev.gangway.stream.Decoding;
import dev.gangway.stream.Decodings;
import dev.gangway.stream.EventStreamScanner;
import dev.gangway.stream.JsonScanner;
import dev.gangway.stream.SseScanner;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads an answer's usage from the bytes that pass. It looks at copies and keeps a few KiB whatever comes; what it cannot
 * read is unknown. Bytes come from one thread, the end may come from another.
 */
public final class UsageTap implements AutoCloseable {

    private static final int PIECE = 4096;
    private static final String SSE = "text/event-stream";
    private static final String EVENT_STREAM = "application/vnd.amazon.eventstream";

    /** The headers of an answer. */
    @FunctionalInterface
    public interface Headers {

        /** The value of the header {@code name}, in lower case, or null. */
        @Nullable String get(String name);
    }

    private final UsageReader reader;
    private final @Nullable Events events;
    private final @Nullable Decoding sink;
    private byte[] piece = {};
    private boolean closed;

    private UsageTap(UsageReader reader, @Nullable Events events, @Nullable Decoding sink) {
        this.reader = reader;
        this.events = events;
        this.sink = sink;
    }

    /**
     * A tap for an answer. Of one whose Content-Type or Content-Encoding it does not know it sees nothing but headers;
     * an unknown encoding is counted.
     *
     * @param format where its API says usage
     * @param headers the answer's headers
     * @param decodings what compressed answers are read with
     */
    public static UsageTap of(UsageFormat format, Headers headers, Decodings decodings) {
        UsageReader reader = new UsageReader(format.reading());
        reader.headers(headers);
        String type = headers.get("content-type");
        type = type == null ? "" : type.strip().toLowerCase(Locale.ROOT);
        JsonScanner json = new JsonScanner(format.reading().paths(), reader);
        Events events = isStream(type) ? new Events(json, reader) : null;
        ByteSink plain = events == null ? json : scanner(type, events);
        if (events == null && !type.contains("json") && !format.reading().anyType()) {
            return new UsageTap(reader, null, null);
        }
        Decoding sink = decodings.decodeAll(headers.get("content-encoding"), plain);
        if (sink == null) {
            UnreadAnswers.count(UnreadAnswers.Why.ENCODING);
        }
        return new UsageTap(reader, events, sink);
    }

    private static boolean isStream(String type) {
        return type.startsWith(SSE) || type.startsWith(EVENT_STREAM);
    }

    private static ByteSink scanner(String type, Events events) {
        return type.startsWith(SSE) ? new SseScanner(events) : new EventStreamScanner(events);
    }

    /** Looks at {@code bytes}, whose position it moves: give it a duplicate. */
    public synchronized void feed(ByteBuffer bytes) {
        if (sink == null || closed) {
            return;
        }
        if (bytes.hasArray()) {
            sink.feed(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
            bytes.position(bytes.limit());
            return;
        }
        int most = Math.min(PIECE, bytes.remaining());
        piece = piece.length < most ? new byte[most] : piece; // most answers are small
        while (bytes.hasRemaining()) {
            int count = Math.min(piece.length, bytes.remaining());
            bytes.get(piece, 0, count);
            sink.feed(piece, 0, count);
        }
    }

    /** Whether the answer can be read; of one that cannot, that it says no usage says nothing. */
    public synchronized boolean reads() {
        return sink != null && !closed;
    }

    /** How many events of a stream have passed so far. */
    public synchronized long events() {
        return events == null ? 0 : events.count();
    }

    /** What has been seen so far. */
    public synchronized Usage usage() {
        return reader.usage();
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (sink != null) {
            sink.close();
        }
    }
}
