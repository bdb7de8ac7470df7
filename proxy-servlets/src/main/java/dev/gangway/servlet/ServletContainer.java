package dev.gangway.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Enumeration;
import java.util.concurrent.Executor;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Any servlet container, by the servlet API alone. */
final class ServletContainer implements Container {

    private static final Logger LOG = LoggerFactory.getLogger(ServletContainer.class);
    private static final String CUT = "dev.gangway.cut";

    /** In milliseconds from the request's beginning: Tomcat looks once a second. */
    private static final long SOON = 1;

    /**
     * A thread of its own. Whoever reads the end of a body takes the lock of the client's socket, in Tomcat, which calls
     * listeners under it: two threads that read each other's requests would wait for each other for ever.
     */
    @Override
    public Executor readers(HttpServletRequest request) {
        return read -> {
            try {
                request.getAsyncContext().start(read);
            } catch (IllegalStateException e) {
                LOG.debug("Nothing to read: the request is over");
            }
        };
    }

    @Override
    public void setContentType(HttpServletResponse response, String value) {
        response.setHeader("Content-Type", value);
    }

    /** HTTP/1.0 needs no Host; the server's name is then the container's guess. In HTTP/2 nothing tells. */
    @Override
    public @Nullable String host(HttpServletRequest request) {
        boolean named =
                request.getHeader("Host") != null || !request.getProtocol().startsWith("HTTP/1");
        return named ? request.getServerName() : null;
    }

    /** The servlet API does not show them. */
    @Override
    public boolean isTunnel(HttpServletRequest request) {
        return false;
    }

    @Override
    public HttpFields headers(HttpServletRequest request) {
        HttpFields.Mutable headers = HttpFields.build();
        for (Enumeration<String> names = request.getHeaderNames(); names.hasMoreElements(); ) {
            String name = names.nextElement();
            for (Enumeration<String> values = request.getHeaders(name); values.hasMoreElements(); ) {
                headers.add(name, values.nextElement());
            }
        }
        return headers;
    }

    @Override
    public boolean write(ServletOutputStream out, ByteBuffer bytes) throws IOException {
        if (bytes.hasArray()) {
            out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
        } else {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            out.write(copy);
        }
        return true;
    }

    @Override
    public boolean send(ServletOutputStream out, ByteBuffer bytes, Callback done) {
        return false;
    }

    /**
     * Tomcat asks an HTTP/2 stream to flush before it first calls a listener. That of HEAD is closed from its beginning, and
     * would be ended without a head: so the head goes before. That waits for the client's socket alone, as each frame does
     * that Tomcat writes (Http2AsyncUpgradeHandler, writeHeaders and writeBody): without a body no window can be closed.
     */
    @Override
    public void beforeListening(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getMethod().equals("HEAD") && request.getProtocol().startsWith("HTTP/2") && !isJetty(request)) {
            response.flushBuffer();
        }
    }

    /**
     * Tomcat breaks the client's connection where it is about to call a read listener and another thread completes the
     * request. While it calls a write listener it calls no other. HEAD is as {@link #beforeListening} says.
     */
    @Override
    public void answer(HttpServletRequest request, HttpServletResponse response, Exchange.Work work)
            throws IOException {
        if (!request.isAsyncStarted() || isJetty(request) || request.getMethod().equals("HEAD")) {
            work.run();
        } else {
            response.getOutputStream().setWriteListener(new WorkWhenWritable(work));
        }
    }

    private record WorkWhenWritable(Exchange.Work work) implements WriteListener {

        @Override
        public void onWritePossible() throws IOException {
            work.run();
        }

        /** The client is gone; nobody is left to answer. */
        @Override
        public void onError(Throwable cause) {}
    }

    /**
     * As {@link #answer} says; but this write listener need not be called again. The client gets the end of a {@code
     * complete} answer at once, and the request ends in the call that Tomcat owes its read listener, or in a timeout.
     */
    @Override
    public void end(Exchange exchange, boolean complete, Runnable end) {
        RequestBody body = exchange.body();
        HttpServletRequest request = exchange.request();
        if (body == null || Framing.isHttp1(request) || isJetty(request)) {
            end.run();
            return;
        }
        if (body.call().isOwed()) {
            request.getAsyncContext().setTimeout(SOON);
            if (complete) {
                close(exchange.response());
            }
        }
        body.call().within(end);
    }

    private static void close(HttpServletResponse response) {
        try {
            response.getOutputStream().close();
        } catch (IOException e) {
            LOG.debug("The client is gone: {}", e.getClass().getName());
        }
    }

    @Override
    public Writes watch(HttpServletRequest request) {
        return Writes.UNTOLD;
    }

    /** Jetty has a word for it. Elsewhere only a servlet that fails is cut, so the request is sent to ours once more. */
    @Override
    public void cut(HttpServletRequest request, HttpServletResponse response) {
        try {
            if (isJetty(request)) {
                response.sendError(-1);
            } else {
                request.setAttribute(CUT, true);
                request.getAsyncContext().dispatch(request.getServletPath() + "/");
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug(
                    "The container has ended the request itself: {}",
                    e.getClass().getName());
        }
    }

    private static boolean isJetty(HttpServletRequest request) {
        return request.getServletContext().getServerInfo().startsWith("jetty");
    }

    /** What is not committed would become an error page. */
    @Override
    public void resume(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getAttribute(CUT) != null) {
            response.flushBuffer();
            throw CutException.create();
        }
    }

    @Override
    public void later(HttpServletRequest request, Runnable work) {
        request.getAsyncContext().start(work);
    }

    /** The servlet API tells by {@link ClientLeaves} alone. */
    @Override
    public void onClientLeft(HttpServletRequest request, Runnable left) {}

    /** The servlet API tells by {@link ClientLeaves} alone. */
    @Override
    public void onReleased(HttpServletRequest request, Runnable released) {}

    @Override
    public void allowSilence(HttpServletRequest request, long millis) {}
}
