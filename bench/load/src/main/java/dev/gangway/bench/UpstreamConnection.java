package dev.gangway.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;

/** One connection of the upstream: a request, its answer, the next request. */
final class UpstreamConnection implements HttpParser.Handler {

    private static final int LOOKED_AT = 512;
    private static final ByteBuffer BULK = ByteBuffer.allocateDirect(128 * 1024);

    private final SocketChannel channel;
    private final SelectionKey key;
    private final Upstream upstream;
    private final HttpParser parser = new HttpParser(this, false);
    private final StringBuilder start = new StringBuilder(LOOKED_AT);
    private final Queue<ByteBuffer> unsent = new ArrayDeque<>();

    private String head = "";
    private long received;
    private long bulkLeft;
    private int eventsLeft;
    private long due;

    UpstreamConnection(SocketChannel channel, SelectionKey key, Upstream upstream) {
        this.channel = channel;
        this.key = key;
        this.upstream = upstream;
    }

    void ready(ByteBuffer buffer) {
        try {
            if (key.isReadable()) {
                buffer.clear();
                if (channel.read(buffer) < 0) {
                    channel.close();
                    return;
                }
                parser.feed(buffer.flip());
            }
            if (key.isValid() && key.isWritable()) {
                flush();
            }
        } catch (IOException e) {
            close();
        }
    }

    @Override
    public void head(String text) {
        head = text;
        received = 0;
        start.setLength(0);
    }

    @Override
    public void body(ByteBuffer piece) {
        received += piece.remaining();
        int room = Math.min(LOOKED_AT - start.length(), piece.remaining());
        if (room > 0) {
            byte[] look = new byte[room];
            piece.get(look);
            start.append(new String(look, StandardCharsets.ISO_8859_1));
        }
    }

    @Override
    public void end() {
        if (head.startsWith("GET ")) {
            get(head.substring(4, head.indexOf(' ', 4)));
        } else if (start.indexOf("bench-stream") >= 0) {
            stream(number(start, "\"max_tokens\""));
        } else if (start.indexOf("bench-large") >= 0) {
            send(Answers.LARGE.duplicate());
        } else if (start.indexOf("bench-small") >= 0) {
            send(Answers.SMALL.duplicate());
        } else {
            send(Answers.text(Long.toString(received)));
        }
    }

    private void get(String target) {
        int size = target.indexOf("/content/");
        if (size >= 0) {
            bulkLeft = Long.parseLong(target.substring(size + "/content/".length()));
            send(Answers.download(bulkLeft));
        } else {
            send(Answers.text(Integer.toString(upstream.streams())));
        }
    }

    private void stream(int events) {
        eventsLeft = events;
        due = System.nanoTime();
        send(Answers.STREAM_HEAD.duplicate());
        if (sendEvent(due)) {
            upstream.pace(this);
        }
    }

    /** Sends the event that is due, which says {@code now}; false if it was the last or nobody listens any more. */
    boolean sendEvent(long now) {
        if (!channel.isOpen()) {
            return false;
        }
        send(Answers.event(now));
        due += Upstream.EVENT_NANOS;
        if (--eventsLeft > 0) {
            return true;
        }
        send(Answers.STREAM_END.duplicate());
        return false;
    }

    long due() {
        return due;
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    private void send(ByteBuffer bytes) {
        try {
            if (unsent.isEmpty()) {
                channel.write(bytes);
            }
            if (bytes.hasRemaining()) {
                unsent.add(bytes);
            }
            flush();
        } catch (IOException e) {
            close();
        }
    }

    private void flush() throws IOException {
        for (ByteBuffer next = unsent.peek(); next != null; next = unsent.peek()) {
            channel.write(next);
            if (next.hasRemaining()) {
                key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
                return;
            }
            unsent.remove();
        }
        while (bulkLeft > 0) {
            int sent = channel.write(BULK.slice(0, (int) Math.min(bulkLeft, BULK.capacity())));
            bulkLeft -= sent;
            if (sent == 0) {
                key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
                return;
            }
        }
        if (key.interestOps() != SelectionKey.OP_READ) {
            key.interestOps(SelectionKey.OP_READ);
        }
    }

    private void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int number(StringBuilder text, String name) {
        int at = text.indexOf(name);
        int value = 0;
        for (int i = at < 0 ? text.length() : at + name.length(); i < text.length(); i++) {
            int digit = Character.digit(text.charAt(i), 10);
            if (digit >= 0) {
                value = value * 10 + digit;
            } else if (value > 0) {
                break;
            }
        }
        return Math.max(1, value);
    }
}
