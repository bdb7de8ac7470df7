package dev.gangway.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One connection of the load generator: sends a request, reads its answer. */
abstract class Connection implements HttpParser.Handler {

    static final String OK = "HTTP/1.1 200";

    private final HttpParser parser = new HttpParser(this, true);
    private final SocketChannel channel;

    Connection(int port) throws IOException {
        channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
    }

    final void register(Selector selector) throws IOException {
        channel.register(selector, SelectionKey.OP_READ, this);
    }

    /** Sends a request that fits into the socket's buffer. */
    final void send(ByteBuffer request) throws IOException {
        ByteBuffer bytes = request.duplicate();
        while (bytes.hasRemaining()) {
            if (channel.write(bytes) == 0) {
                Thread.onSpinWait();
            }
        }
    }

    final void ready(ByteBuffer buffer) throws IOException {
        buffer.clear();
        int count = channel.isOpen() ? channel.read(buffer) : 0;
        if (count < 0) {
            close();
            lost();
        } else if (count > 0) {
            parser.feed(buffer.flip());
        }
    }

    final void close() throws IOException {
        channel.close();
    }

    /** The connection ended before its answer did. */
    abstract void lost();

    /** Reads whatever comes to the connections of {@code selector}, until {@code end} by {@link System#nanoTime}. */
    static void read(Selector selector, ByteBuffer buffer, long end) throws IOException {
        long left = end - System.nanoTime();
        if (left > 0) {
            // Zero would wait for ever; not to look would starve the streams.
            selector.select(Math.max(1, left / 1_000_000));
            for (SelectionKey key : selector.selectedKeys()) {
                if (key.attachment() instanceof Connection connection) {
                    connection.ready(buffer);
                }
            }
            selector.selectedKeys().clear();
        }
    }
}
