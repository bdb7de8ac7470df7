package dev.gangway.servlet;

import dev.gangway.stream.ByteSink;
import dev.gangway.stream.Decoding;
import java.io.EOFException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.compression.Compression;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.jspecify.annotations.Nullable;

/** Undoes a coding that Jetty knows. It is both ends of Jetty's decoder: where it reads from, and who reads from it. */
final class JettyDecoding implements Decoding, Content.Source {

    private static final int PIECE = 4096;

    private final ByteSink sink;
    private final Content.Source decoder;
    private final RetainableByteBuffer.Mutable input;
    private final byte[] output = new byte[PIECE];
    private Content.@Nullable Chunk next;
    private boolean done;
    private boolean closed;

    JettyDecoding(Compression compression, ByteSink sink) {
        this.sink = sink;
        this.input = compression.acquireByteBuffer(PIECE);
        this.decoder = compression.newDecoderSource(this);
    }

    @Override
    public void feed(byte[] bytes, int offset, int length) {
        int end = offset + length;
        for (int at = offset; at < end && !done; at += PIECE) {
            ByteBuffer buffer = input.getByteBuffer();
            buffer.clear().put(bytes, at, Math.min(PIECE, end - at)).flip();
            next = Content.Chunk.from(buffer, false);
            decode();
        }
    }

    private void decode() {
        Content.Chunk chunk = decoder.read();
        while (chunk != null && !done) {
            done = chunk.isLast() || Content.Chunk.isFailure(chunk);
            if (!Content.Chunk.isFailure(chunk)) {
                tell(chunk);
            }
            chunk = done ? null : decoder.read();
        }
    }

    private void tell(Content.Chunk chunk) {
        ByteBuffer decoded = chunk.getByteBuffer();
        try {
            while (decoded.hasRemaining()) {
                int count = Math.min(output.length, decoded.remaining());
                decoded.get(output, 0, count);
                sink.feed(output, 0, count);
            }
        } finally {
            chunk.release();
        }
    }

    @Override
    public Content.@Nullable Chunk read() {
        Content.Chunk chunk = next;
        next = null;
        return chunk;
    }

    /** Who reads is here; nobody waits. */
    @Override
    public void demand(Runnable demand) {}

    @Override
    public void fail(Throwable failure) {}

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            done = true;
            decoder.fail(new EOFException("closed"));
            input.release();
        }
    }
}
