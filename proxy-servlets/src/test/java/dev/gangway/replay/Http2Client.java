package dev.gangway.replay;

import dev.gangway.testing.HttpMessage;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HostPortHttpField;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpScheme;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.frames.DataFrame;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.util.Callback;

/** A client on one h2c connection that sends what it is given and adds nothing. */
final class Http2Client implements AutoCloseable {

    /** What HTTP/2 forbids (RFC 9113, section 8.2.2) or says in a pseudo header. */
    private static final Set<String> HTTP1_ONLY = Set.of("host", "connection", "keep-alive", "transfer-encoding");

    private final HTTP2Client client = new HTTP2Client();
    private final Session session;

    Http2Client(int port) throws Exception {
        client.start();
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        session = client.connect(address, new Session.Listener() {}).get(10, TimeUnit.SECONDS);
    }

    /** Sends {@code capture} as HTTP/2 would have it and waits for the answer. */
    HttpMessage exchange(Capture capture) throws Exception {
        boolean bodiless = capture.body().length == 0;
        Exchange exchange = new Exchange();
        CompletableFuture<Stream> opened =
                session.newStream(new HeadersFrame(request(capture), null, bodiless), exchange);
        if (!bodiless) {
            Stream stream = opened.get(10, TimeUnit.SECONDS);
            stream.data(new DataFrame(stream.getId(), ByteBuffer.wrap(capture.body()), true), Callback.NOOP);
        }
        return exchange.answer.get(30, TimeUnit.SECONDS);
    }

    private static MetaData.Request request(Capture capture) {
        HttpFields.Mutable fields = HttpFields.build();
        for (String[] header : capture.headers()) {
            String name = header[0].toLowerCase(Locale.ROOT);
            if (!HTTP1_ONLY.contains(name)) {
                fields.add(name, header[1]);
            }
        }
        return new MetaData.Request(
                capture.method(),
                HttpScheme.HTTP.asString(),
                new HostPortHttpField(capture.header("host")),
                capture.target(),
                HttpVersion.HTTP_2,
                fields,
                -1);
    }

    @Override
    public void close() throws Exception {
        client.stop();
    }

    /** Collects one answer. */
    private static final class Exchange implements Stream.Listener {

        private final CompletableFuture<HttpMessage> answer = new CompletableFuture<>();
        private final List<String[]> headers = new ArrayList<>();
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private int status;

        @Override
        public void onHeaders(Stream stream, HeadersFrame frame) {
            if (frame.getMetaData() instanceof MetaData.Response response) {
                status = response.getStatus();
                for (HttpField field : response.getHttpFields()) {
                    headers.add(new String[] {field.getName(), field.getValue() == null ? "" : field.getValue()});
                }
            }
            more(stream, frame.isEndStream());
        }

        @Override
        public void onDataAvailable(Stream stream) {
            Stream.Data data = stream.readData();
            if (data == null) {
                stream.demand();
                return;
            }
            byte[] bytes = new byte[data.frame().remaining()];
            data.frame().getByteBuffer().get(bytes);
            body.writeBytes(bytes);
            data.release();
            more(stream, data.frame().isEndStream());
        }

        private void more(Stream stream, boolean ended) {
            if (ended) {
                answer.complete(new HttpMessage("HTTP/2 " + status, headers, body.toByteArray(), true));
            } else {
                stream.demand();
            }
        }

        @Override
        public void onReset(Stream stream, ResetFrame frame, Callback callback) {
            answer.completeExceptionally(new AssertionError("reset: " + frame));
            callback.succeeded();
        }

        @Override
        public void onFailure(Stream stream, int error, String reason, Throwable failure, Callback callback) {
            answer.completeExceptionally(failure);
            callback.succeeded();
        }
    }
}
