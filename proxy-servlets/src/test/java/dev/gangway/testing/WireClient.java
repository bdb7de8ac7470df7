package dev.gangway.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpClientTransport;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.HttpClientTransportOverHTTP2;

/** The same client over HTTP/1.1 and over HTTP/2 without TLS, which adds and decodes nothing of its own. */
public final class WireClient implements AutoCloseable {

    /** How a client speaks. */
    public enum Protocol {
        HTTP1,
        H2C
    }

    private static final int SECONDS = 30;

    private final HttpClient client;
    private final int port;

    /** Speaks {@code protocol} with the gateway at {@code port}. */
    @SuppressWarnings("NullAway") // null is how Jetty spells "none" here
    public WireClient(Protocol protocol, int port) throws Exception {
        this.port = port;
        this.client = new HttpClient(transport(protocol));
        client.setUserAgentField(null);
        client.setDefaultRequestContentType(null);
        client.setFollowRedirects(false);
        client.setMaxResponseHeadersSize(64 * 1024);
        client.setMaxRequestHeadersSize(64 * 1024);
        client.start();
        client.getContentDecoderFactories().clear();
        client.getProtocolHandlers().clear();
    }

    private static HttpClientTransport transport(Protocol protocol) {
        return protocol == Protocol.HTTP1
                ? new HttpClientTransportOverHTTP(1)
                : new HttpClientTransportOverHTTP2(new HTTP2Client());
    }

    /** A request to send with {@link #exchange} or {@link #stream}. */
    public Request request(String method, String path) {
        return client.newRequest("127.0.0.1", port)
                .method(method)
                .path(path)
                .timeout(SECONDS, TimeUnit.SECONDS)
                .idleTimeout(SECONDS, TimeUnit.SECONDS);
    }

    /** Sends {@code request} and waits for the whole answer. */
    public HttpMessage exchange(Request request) throws Exception {
        Stream stream = stream(request);
        return message(stream.head(), stream.body().readAllBytes());
    }

    /** Sends {@code request} and waits for the head of the answer. */
    public Stream stream(Request request) throws Exception {
        InputStreamResponseListener listener = new InputStreamResponseListener();
        request.send(listener);
        Response head = listener.get(SECONDS, TimeUnit.SECONDS);
        return new Stream(request, message(head), listener.getInputStream());
    }

    private static HttpMessage message(Response head) {
        List<String[]> headers = new ArrayList<>();
        for (HttpField field : head.getHeaders()) {
            headers.add(new String[] {field.getName(), field.getValue() == null ? "" : field.getValue()});
        }
        return new HttpMessage(head.getVersion() + " " + head.getStatus(), headers, new byte[0], true);
    }

    private static HttpMessage message(HttpMessage head, byte[] body) {
        return new HttpMessage(head.startLine(), head.headers(), body, true);
    }

    /** An answer that is still coming. */
    public record Stream(Request request, HttpMessage head, InputStream body) {

        /** Reads {@code length} bytes, or fewer at the end, as text. */
        public String read(int length) throws IOException {
            byte[] bytes = new byte[length];
            // Not readNBytes(int): it ends with a read of nothing, for which Jetty's stream waits.
            int count = body.readNBytes(bytes, 0, length);
            return new String(bytes, 0, count, StandardCharsets.ISO_8859_1);
        }

        /** Breaks the exchange off, as a client does that leaves. */
        public void abort() {
            CompletableFuture<Boolean> ignored = request.abort(new IOException("the client leaves"));
        }
    }

    @Override
    public void close() throws Exception {
        client.stop();
    }
}
