package dev.gangway.testing;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.HTTP2Session;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.frames.DataFrame;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;

/** A client on one HTTP/2 connection without TLS, frame by frame. */
public final class H2Client implements AutoCloseable {

    private static final int PATIENCE = 15;

    private final HTTP2Client client = new HTTP2Client();
    private final Session session;
    private final int port;

    public H2Client(int port) throws Exception {
        this.port = port;
        client.start();
        session = client.connect(new InetSocketAddress("127.0.0.1", port), new Session.Listener() {})
                .get(PATIENCE, TimeUnit.SECONDS);
    }

    /** Sends a head; {@code last} where no body follows. */
    public Call call(String method, String path, boolean last) throws Exception {
        return call(method, path, last, true);
    }

    /** Sends a head with {@code fields}; {@code last} where no body follows. */
    public Call call(String method, String path, HttpFields fields, boolean last) throws Exception {
        return call(method, path, fields, last, true);
    }

    /** Sends a head; {@code reading} is false for a client that takes nothing of the answer's body. */
    public Call call(String method, String path, boolean last, boolean reading) throws Exception {
        return call(method, path, HttpFields.build().add("content-type", "application/json"), last, reading);
    }

    private Call call(String method, String path, HttpFields fields, boolean last, boolean reading) throws Exception {
        HttpURI uri = HttpURI.from("http://127.0.0.1:" + port + path);
        Call call = new Call(reading);
        HeadersFrame head = new HeadersFrame(new MetaData.Request(method, uri, HttpVersion.HTTP_2, fields), null, last);
        Promise.Completable<Stream> opened = new Promise.Completable<>();
        session.newStream(head, opened, call);
        call.stream = opened.get(PATIENCE, TimeUnit.SECONDS);
        return call;
    }

    /** Closes the connection itself: a {@code GOAWAY} alone lets streams go on. */
    @Override
    public void close() throws Exception {
        ((HTTP2Session) session).getEndPoint().close();
        client.stop();
    }

    /** One stream, and what came on it. */
    public static final class Call implements Stream.Listener {

        private final boolean reading;
        private final CompletableFuture<MetaData.Response> head = new CompletableFuture<>();
        private final CompletableFuture<String> end = new CompletableFuture<>();
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private volatile Stream stream;
        private volatile boolean reset;

        @SuppressWarnings("NullAway.Init") // Set before anybody gets it.
        private Call(boolean reading) {
            this.reading = reading;
        }

        @Override
        public void onHeaders(Stream on, HeadersFrame frame) {
            head.complete((MetaData.Response) frame.getMetaData());
            if (frame.isEndStream()) {
                end.complete("end");
            } else if (reading) {
                on.demand();
            }
        }

        @Override
        public void onDataAvailable(Stream on) {
            Stream.Data data = on.readData();
            if (data == null) {
                on.demand();
                return;
            }
            byte[] bytes = new byte[data.frame().remaining()];
            data.frame().getByteBuffer().get(bytes);
            data.release();
            synchronized (body) {
                body.writeBytes(bytes);
            }
            if (data.frame().isEndStream()) {
                end.complete("end");
            } else {
                on.demand();
            }
        }

        @Override
        public void onReset(Stream on, ResetFrame frame, Callback callback) {
            reset = true;
            ended("reset", callback);
        }

        @Override
        public void onFailure(Stream on, int error, String reason, Throwable failure, Callback callback) {
            ended("failure", callback);
        }

        private void ended(String how, Callback callback) {
            end.complete(how);
            head.completeExceptionally(new IllegalStateException(how));
            callback.succeeded();
        }

        /** The head of the answer. */
        public MetaData.Response head() throws Exception {
            return head.get(PATIENCE, TimeUnit.SECONDS);
        }

        /** How it ended: {@code end}, {@code reset} or {@code failure}. */
        public String end() throws Exception {
            return end.get(PATIENCE, TimeUnit.SECONDS);
        }

        public boolean isEnded() {
            return end.isDone();
        }

        /** Whether the server wants nothing more of it, be it before or after its {@link #end}. */
        public boolean isReset() {
            return reset;
        }

        /** What came of the body so far. */
        public String body() {
            synchronized (body) {
                return body.toString(StandardCharsets.ISO_8859_1);
            }
        }

        /** Sends a part of the request's body; the future is done when it is on its way. */
        public CompletableFuture<Void> data(byte[] bytes, boolean last) {
            Callback.Completable sent = new Callback.Completable();
            stream.data(new DataFrame(stream.getId(), ByteBuffer.wrap(bytes), last), sent);
            return sent;
        }

        /** Leaves. */
        public void reset() {
            stream.reset(new ResetFrame(stream.getId(), ErrorCode.CANCEL_STREAM_ERROR.code), Callback.NOOP);
        }
    }
}
