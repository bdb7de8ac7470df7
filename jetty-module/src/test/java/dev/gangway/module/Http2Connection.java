package dev.gangway.module;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * One HTTP/2 connection, clear text with prior knowledge, and any number of streams. Below {@code HttpClient}: the
 * JDK's (before Java 24) and Jetty's drop running streams when the server announces that it takes no new ones.
 */
final class Http2Connection implements AutoCloseable {
    private final HTTP2Client client = new HTTP2Client();
    private final URI origin;
    private final Session session;

    Http2Connection(URI origin) throws Exception {
        this.origin = origin;
        client.start();
        session = client.connect(new InetSocketAddress(origin.getHost(), origin.getPort()), new Session.Listener() {})
                .get(10, SECONDS);
    }

    InputStream get(String path) throws Exception {
        Body body = new Body();
        MetaData.Request request =
                new MetaData.Request("GET", HttpURI.from(origin + path), HttpVersion.HTTP_2, HttpFields.EMPTY);
        session.newStream(new HeadersFrame(request, null, true), body).get(10, SECONDS);
        return body;
    }

    @Override
    public void close() {
        LifeCycle.stop(client);
    }

    /** The data of a stream; the empty array is its end, {@link #RESET} a failure. */
    private static final class Body extends InputStream implements Stream.Listener {
        private static final byte[] RESET = new byte[0];

        private final BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();
        private byte[] current = {};
        private int position;
        private boolean ended;

        @Override
        public void onHeaders(Stream stream, HeadersFrame frame) {
            stream.demand();
        }

        @Override
        public void onDataAvailable(Stream stream) {
            Stream.Data data = stream.readData();
            if (data != null) {
                byte[] bytes = new byte[data.frame().remaining()];
                data.frame().getByteBuffer().get(bytes);
                boolean last = data.frame().isEndStream();
                data.release();
                if (bytes.length > 0) {
                    received.add(bytes);
                }
                if (last) {
                    received.add(new byte[0]);
                    return;
                }
            }
            stream.demand();
        }

        @Override
        public void onReset(Stream stream, ResetFrame frame, Callback callback) {
            received.add(RESET);
            callback.succeeded();
        }

        @Override
        public void onFailure(Stream stream, int error, String reason, Throwable failure, Callback callback) {
            received.add(RESET);
            callback.succeeded();
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (position == current.length && !ended) {
                current = next();
                position = 0;
                ended = current.length == 0;
            }
            if (ended) {
                return -1;
            }
            int count = Math.min(length, current.length - position);
            System.arraycopy(current, position, buffer, offset, count);
            position += count;
            return count;
        }

        @SuppressWarnings("ReferenceEquality") // one array stands for a reset
        private byte[] next() throws IOException {
            try {
                byte[] next = received.poll(60, SECONDS);
                if (next == null || next == RESET) {
                    throw new IOException(next == null ? "No more data" : "The stream was reset");
                }
                return next;
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }
}
