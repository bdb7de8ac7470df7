package dev.gangway.servlet;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/** A spooled body as the upstream request's content. */
final class SpooledContent implements Request.Content {

    private static final int PIECE = 64 * 1024;

    private final Spool spool;

    /** Asked for by whatever thread ends the exchange. */
    private volatile long position;

    private @Nullable Throwable failure;

    SpooledContent(Spool spool) {
        this.spool = spool;
    }

    @Override
    @SuppressWarnings("NullAway") // The client's own header is kept; null is how Jetty spells "none of mine".
    public String getContentType() {
        return null;
    }

    @Override
    public long getLength() {
        return spool.size();
    }

    /** Whether the last byte was taken to be sent. */
    boolean isComplete() {
        return position == spool.size();
    }

    @Override
    public boolean rewind() {
        return false;
    }

    @Override
    public Content.Chunk read() {
        if (failure != null) {
            return Content.Chunk.from(failure, true);
        }
        if (isComplete()) {
            return Content.Chunk.EOF;
        }
        try {
            long from = position;
            ByteBuffer piece = spool.at(from, PIECE);
            position = from + piece.remaining();
            return Content.Chunk.from(piece, isComplete());
        } catch (IOException e) {
            failure = e;
            return Content.Chunk.from(e, true);
        }
    }

    @Override
    public void demand(Runnable callback) {
        callback.run();
    }

    @Override
    public void fail(Throwable cause) {
        failure = cause;
    }
}
