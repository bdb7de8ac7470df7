package dev.gangway.servlet;

import dev.gangway.edit.EventStreamEdit;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/** An upstream's content, shown to the tap as it comes and edited after that. */
final class EditedSource implements Content.Source {

    private final Content.Source upstream;
    private final Exchange exchange;
    private final @Nullable EventStreamEdit edit;
    private final Queue<Content.Chunk> ready = new ArrayDeque<>(2);

    private EditedSource(Content.Source upstream, Exchange exchange, @Nullable EventStreamEdit edit) {
        this.upstream = upstream;
        this.exchange = exchange;
        this.edit = edit;
    }

    /** Edits by {@code edit}. */
    static EditedSource events(Content.Source upstream, Exchange exchange, EventStreamEdit edit) {
        return new EditedSource(upstream, exchange, edit);
    }

    /** Edits nothing; {@code first}, which the tap has seen, comes before the rest of {@code upstream}. */
    static EditedSource continued(byte[] first, Content.Source upstream, Exchange exchange) {
        EditedSource source = new EditedSource(upstream, exchange, null);
        source.ready.add(Content.Chunk.from(ByteBuffer.wrap(first), false));
        return source;
    }

    @Override
    @SuppressWarnings("NullAway") // Content.Source.read() returns null where nothing is there yet.
    public Content.Chunk read() {
        while (ready.isEmpty()) {
            Content.Chunk chunk = upstream.read();
            if (chunk == null) {
                return null;
            }
            take(chunk);
        }
        return ready.remove();
    }

    private void take(Content.Chunk chunk) {
        if (Content.Chunk.isFailure(chunk)) {
            add(edit == null ? new byte[0] : edit.rest(), false);
            ready.add(chunk);
            return;
        }
        ByteBuffer bytes = chunk.getByteBuffer();
        exchange.tapped(bytes.duplicate());
        if (edit == null) {
            ready.add(chunk);
            return;
        }
        try {
            add(edit.edited(bytes), false);
            if (chunk.isLast()) {
                add(edit.rest(), true);
            }
        } finally {
            chunk.release();
        }
    }

    private void add(byte[] bytes, boolean last) {
        if (bytes.length > 0 || last) {
            ready.add(Content.Chunk.from(ByteBuffer.wrap(bytes), last));
        }
    }

    /** Called only where {@link #read} had nothing. */
    @Override
    public void demand(Runnable callback) {
        upstream.demand(callback);
    }

    @Override
    public void fail(Throwable failure) {
        upstream.fail(failure);
    }
}
