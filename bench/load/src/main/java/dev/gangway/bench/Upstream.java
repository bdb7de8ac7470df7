package dev.gangway.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The provider of the benchmark: one thread, canned answers, cheaper than every proxy. It looks at no more than the
 * model that the body names: {@code bench-small}, {@code bench-large} or {@code bench-stream}; {@code GET …/content}
 * downloads, any other body is read and counted.
 */
public final class Upstream {

    static final long EVENT_NANOS = 50_000_000;

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(256 * 1024);
    /** All streams have the same pace, so the one that is due next is always the first. */
    private final Deque<UpstreamConnection> paced = new ArrayDeque<>();

    private Upstream() {}

    /** Listens on a free port, which it prints, until it is killed. */
    @SuppressWarnings("SystemOut") // a command's output
    public static void main(String[] args) throws IOException {
        try (Selector selector = Selector.open();
                ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(
                    new InetSocketAddress(
                            InetAddress.getLoopbackAddress(), args.length > 0 ? Integer.parseInt(args[0]) : 0),
                    4096);
            server.configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT);
            System.out.println("ready " + server.socket().getLocalPort());
            new Upstream().serve(selector);
        }
    }

    private void serve(Selector selector) throws IOException {
        while (true) {
            UpstreamConnection next = paced.peek();
            long wait = next == null ? 1_000 : (next.due() - System.nanoTime()) / 1_000_000;
            if (wait > 0) {
                selector.select(wait);
            } else {
                selector.selectNow();
            }
            for (SelectionKey key : selector.selectedKeys()) {
                if (key.isAcceptable()) {
                    accept(selector, (ServerSocketChannel) key.channel());
                } else if (key.attachment() instanceof UpstreamConnection connection) {
                    connection.ready(buffer);
                }
            }
            selector.selectedKeys().clear();
            sendDue();
        }
    }

    private void accept(Selector selector, ServerSocketChannel server) throws IOException {
        for (SocketChannel channel = server.accept(); channel != null; channel = server.accept()) {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
            key.attach(new UpstreamConnection(channel, key, this));
        }
    }

    /** Streams of clients that left drop out as they come up. */
    private void sendDue() {
        long now = System.nanoTime();
        for (UpstreamConnection next = paced.peek(); next != null && next.due() <= now; next = paced.peek()) {
            paced.remove();
            if (next.sendEvent(now)) {
                paced.add(next);
            }
        }
    }

    void pace(UpstreamConnection stream) {
        paced.add(stream);
    }

    /** Streams whose clients are still there. */
    int streams() {
        paced.removeIf(stream -> !stream.isOpen());
        return paced.size();
    }
}
