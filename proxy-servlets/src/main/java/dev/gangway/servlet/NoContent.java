package dev.gangway.servlet;

import org.eclipse.jetty.io.Content;

/** An upstream's content of which only the end is passed on, or the failure. */
record NoContent(Content.Source upstream) implements Content.Source {

    @Override
    @SuppressWarnings("NullAway") // Content.Source.read() returns null where nothing is there yet.
    public Content.Chunk read() {
        Content.Chunk chunk = upstream.read();
        while (chunk != null && !Content.Chunk.isFailure(chunk)) {
            boolean last = chunk.isLast();
            chunk.release();
            if (last) {
                return Content.Chunk.EOF;
            }
            chunk = upstream.read();
        }
        return chunk;
    }

    @Override
    public void demand(Runnable callback) {
        upstream.demand(callback);
    }

    @Override
    public void fail(Throwable failure) {
        upstream.fail(failure);
    }
}
