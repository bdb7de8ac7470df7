package dev.gangway.servlet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.content.ByteBufferContentSource;

/** Collects a short JSON answer, rewrites its results URLs and gives it on with its new length. */
final class JsonEdit {

    private static final int MOST = 16 * 1024 * 1024;

    private final Content.Source source;
    private final Exchange exchange;
    private final Then then;
    private final ByteArrayOutputStream collected = new ByteArrayOutputStream();

    private JsonEdit(Content.Source source, Exchange exchange, Then then) {
        this.source = source;
        this.exchange = exchange;
        this.then = then;
    }

    /** Whether {@code upstream} answers JSON that can be read, as the request asked for. */
    static boolean applies(Response upstream) {
        String type = upstream.getHeaders().get("content-type");
        String encoding = upstream.getHeaders().get("content-encoding");
        boolean hasBody = upstream.getStatus() == 200
                && !upstream.getRequest().getMethod().equals("HEAD");
        return hasBody
                && type != null
                && type.toLowerCase(Locale.ROOT).contains("json")
                && (encoding == null || encoding.equalsIgnoreCase("identity"));
    }

    static void collect(Content.Source source, Exchange exchange, Then then) throws IOException {
        new JsonEdit(source, exchange, then).readOn();
    }

    /** What is done with the edited answer. */
    @FunctionalInterface
    interface Then {
        void accept(Content.Source edited) throws IOException;
    }

    private void readOn() throws IOException {
        Content.Chunk chunk = source.read();
        while (chunk != null) {
            if (Content.Chunk.isFailure(chunk)) {
                exchange.failed(chunk.getFailure());
                return;
            }
            boolean last = chunk.isLast();
            byte[] bytes = new byte[chunk.remaining()];
            chunk.getByteBuffer().get(bytes);
            chunk.release();
            collected.writeBytes(bytes);
            if (last || collected.size() > MOST) {
                finish(last);
                return;
            }
            chunk = source.read();
        }
        source.demand(() -> exchange.guard(this::readOn));
    }

    private void finish(boolean whole) throws IOException {
        if (!whole) {
            exchange.failed(new IllegalStateException("a list of batches over " + MOST + " bytes; ask for fewer"));
            return;
        }
        UrlRewriter urls = new UrlRewriter(exchange);
        byte[] edited = ResultsUrl.rewrite(collected.toByteArray(), url -> urls.rewritten(url, null));
        exchange.response().setContentLengthLong(edited.length);
        then.accept(new ByteBufferContentSource(ByteBuffer.wrap(edited)));
    }
}
