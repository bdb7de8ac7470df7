package dev.gangway.testing;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An upstream that keeps every byte of a connection, framing included, and answers its one request with 200. */
public final class Recorder implements AutoCloseable {

    private static final String ANSWER = "HTTP/1.1 200 OK\nContent-Length: 2\nConnection: close";

    private final BlockingQueue<String> connections = new LinkedBlockingQueue<>();
    private final RawUpstream upstream = RawUpstream.connecting(this::record);

    public Recorder() throws IOException {}

    private void record(Socket socket) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        InputStream in = new Tee(socket.getInputStream(), bytes);
        if (HttpMessage.read(in, false) == null) {
            return;
        }
        try {
            RawUpstream.write(socket.getOutputStream(), ANSWER, "ok".getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            in.transferTo(OutputStream.nullOutputStream());
        } finally {
            connections.add(bytes.toString(StandardCharsets.ISO_8859_1));
        }
    }

    /** All that the next connection carried, waiting up to ten seconds. */
    public String take() throws InterruptedException {
        String bytes = connections.poll(10, TimeUnit.SECONDS);
        if (bytes == null) {
            throw new AssertionError("nothing arrived upstream");
        }
        return bytes;
    }

    public String origin() {
        return upstream.origin();
    }

    @Override
    public void close() {
        upstream.close();
    }

    private static final class Tee extends FilterInputStream {

        private final ByteArrayOutputStream copy;

        Tee(InputStream in, ByteArrayOutputStream copy) {
            super(in);
            this.copy = copy;
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            if (b >= 0) {
                copy.write(b);
            }
            return b;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            if (count > 0) {
                copy.write(buffer, offset, count);
            }
            return count;
        }
    }
}
