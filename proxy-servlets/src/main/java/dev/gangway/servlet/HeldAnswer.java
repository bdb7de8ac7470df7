package dev.gangway.servlet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.Content;

/** Holds an answer back until it is whole, or too long to be held. */
final class HeldAnswer {

    private final Content.Source source;
    private final Exchange exchange;
    private final int most;
    private final Then then;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();

    private HeldAnswer(Content.Source source, Exchange exchange, int most, Then then) {
        this.source = source;
        this.exchange = exchange;
        this.most = most;
        this.then = then;
    }

    /** Collects up to {@code most} bytes and a read of {@code source}. */
    static void hold(Content.Source source, Exchange exchange, int most, Then then) throws IOException {
        new HeldAnswer(source, exchange, most, then).readOn();
    }

    /** What is done with what was held. */
    @FunctionalInterface
    interface Then {
        void accept(byte[] bytes, boolean whole) throws IOException;
    }

    private void readOn() throws IOException {
        Content.Chunk chunk = source.read();
        while (chunk != null) {
            if (Content.Chunk.isFailure(chunk)) {
                exchange.failed(chunk.getFailure());
                return;
            }
            boolean last = chunk.isLast();
            take(chunk);
            if (last || held.size() > most) {
                then.accept(held.toByteArray(), last);
                return;
            }
            chunk = source.read();
        }
        exchange.upstream().demand(source, this::readOn);
    }

    private void take(Content.Chunk chunk) {
        ByteBuffer buffer = chunk.getByteBuffer();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        chunk.release();
        held.writeBytes(bytes);
        exchange.tapped(ByteBuffer.wrap(bytes));
    }
}
