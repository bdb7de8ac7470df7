package dev.gangway.usage;

import dev.gangway.stream.EventStreamScanner;
import dev.gangway.stream.JsonScanner;
import dev.gangway.stream.SseScanner;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Counts events, each of whose data is a document of its own. */
final class Events implements SseScanner.Sink, EventStreamScanner.Sink {

    /** What OpenAI ends its streams with is no event of theirs. */
    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    private final JsonScanner json;
    private final UsageReader reader;
    private final byte[] first = new byte[DONE.length];

    private long length;
    private long count;

    Events(JsonScanner json, UsageReader reader) {
        this.json = json;
        this.reader = reader;
    }

    @Override
    public void data(byte[] bytes, int offset, int count) {
        if (length < first.length) {
            System.arraycopy(bytes, offset, first, (int) length, (int) Math.min(count, first.length - length));
        }
        length += count;
        json.feed(bytes, offset, count);
    }

    @Override
    public void event(String name) {
        if (length != DONE.length || !Arrays.equals(first, DONE)) {
            count++;
        }
        length = 0;
        next();
    }

    @Override
    public void payload(byte[] bytes, int offset, int count) {
        json.feed(bytes, offset, count);
    }

    @Override
    public void frame() {
        count++;
        next();
    }

    private void next() {
        json.reset();
        reader.reset();
    }

    long count() {
        return count;
    }
}
