package dev.gangway.servlet;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.eclipse.jetty.ee10.servlet.HttpOutput;
import org.eclipse.jetty.ee10.servlet.ServletApiRequest;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.ee10.servlet.ServletContextResponse;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.TunnelSupport;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.jspecify.annotations.Nullable;

/** Jetty itself. Falls back to the servlet API where a filter has wrapped the response. */
final class JettyContainer implements Container {

    private final ServletContainer fallback = new ServletContainer();

    @Override
    public @Nullable Executor readers(HttpServletRequest request) {
        return null;
    }

    @Override
    public @Nullable ClientConnector connector(ServletContext context) {
        ServletContextHandler handler = ServletContextHandler.getServletContextHandler(context);
        boolean alone = handler != null && handler.getServer().getInvocationType() == InvocationType.NON_BLOCKING;
        return alone ? new SharingConnector(handler.getServer()) : null;
    }

    @Override
    public boolean isAlone(HttpServletRequest request) {
        return isAlone(context(request));
    }

    /** Not by the request's context, which fails where the request is over. */
    @Override
    public void later(HttpServletRequest request, Runnable work) {
        context(request).getServer().getThreadPool().execute(work);
    }

    @Override
    public boolean isOwn(ServletOutputStream out) {
        return out instanceof HttpOutput;
    }

    private static ServletContextHandler context(HttpServletRequest request) {
        return ServletContextRequest.getServletContextRequest(request).getServletContextHandler();
    }

    /** Such a context was said to block nowhere, and so to have no filters or listeners. */
    private static boolean isAlone(ServletContextHandler context) {
        return context.getInvocationType() == InvocationType.NON_BLOCKING;
    }

    /**
     * Jetty's servlet response swaps a known Content-Type for its own spelling of it ({@code ; charset} loses its
     * space), so the value goes to the core response below it.
     */
    @Override
    public void setContentType(HttpServletResponse response, String value) {
        try {
            ServletContextResponse.getServletContextResponse(response)
                    .getWrapped()
                    .getHeaders()
                    .put(new HttpField(HttpHeader.CONTENT_TYPE, value));
        } catch (IllegalStateException e) {
            fallback.setContentType(response, value);
        }
    }

    /** HTTP/2 without {@code :authority} and Host: the server's name is the address that was connected to, no more. */
    @Override
    public @Nullable String host(HttpServletRequest request) {
        HttpURI target = ServletContextRequest.getServletContextRequest(request).getHttpURI();
        boolean named = request.getHeader("Host") != null || target.getHost() != null;
        return named ? fallback.host(request) : null;
    }

    /** Where the gateway is alone, the server's request log alone reads. */
    @Override
    public boolean isLogged(HttpServletRequest request) {
        ServletContextHandler context = context(request);
        return !isAlone(context) || context.getServer().getRequestLog() != null;
    }

    @Override
    public boolean isTunnel(HttpServletRequest request) {
        TunnelSupport tunnel =
                ServletContextRequest.getServletContextRequest(request).getTunnelSupport();
        return tunnel != null && tunnel.getProtocol() != null;
    }

    /** A filter that has wrapped the request may have changed its headers. */
    @Override
    public HttpFields headers(HttpServletRequest request) {
        return request instanceof ServletApiRequest own ? own.getFields() : fallback.headers(request);
    }

    /** Writing a buffer skips the aggregation that would hold back events. */
    @Override
    public boolean write(ServletOutputStream out, ByteBuffer bytes) throws IOException {
        if (out instanceof HttpOutput output) {
            output.write(bytes);
            return false;
        }
        return fallback.write(out, bytes);
    }

    @Override
    public boolean send(ServletOutputStream out, ByteBuffer bytes, Callback done) {
        if (out instanceof HttpOutput output) {
            output.sendContent(bytes, done);
            return true;
        }
        return false;
    }

    @Override
    public Writes watch(HttpServletRequest request) {
        JettyWrites[] writes = new JettyWrites[1];
        ServletContextRequest.getServletContextRequest(request).addHttpStreamWrapper(stream -> {
            writes[0] = new JettyWrites(stream);
            return writes[0];
        });
        return writes[0];
    }

    /** Jetty ends the request with this, and may have reused it when the call returns. */
    @Override
    public void cut(HttpServletRequest request, HttpServletResponse response) {
        try {
            response.sendError(-1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It never does. */
    @Override
    public void resume(HttpServletRequest request, HttpServletResponse response) {}

    /**
     * Jetty tells {@link ClientLeaves} nothing of a client that leaves while a thread is busy with its request, and a
     * listener nothing of one that has left already. That shows when the body is read, or where nobody reads one, here.
     */
    @Override
    public void onClientLeft(HttpServletRequest request, Runnable left) {
        ServletContextRequest core = ServletContextRequest.getServletContextRequest(request);
        core.addFailureListener(failure -> left.run());
        Content.Chunk none = isHttp2(core) && core.getLength() == 0 ? core.read() : null;
        if (Content.Chunk.isFailure(none)) {
            left.run();
        } else if (none != null) {
            none.release();
        }
    }

    /** Jetty tells {@link ClientLeaves} nothing of a request that it aborts, as it does one whose answer is too short. */
    @Override
    public void onReleased(HttpServletRequest request, Runnable released) {
        Request.addCompletionListener(
                ServletContextRequest.getServletContextRequest(request), failure -> released.run());
    }

    /**
     * An HTTP/2 stream that outlives its idle timeout, the connector's as a rule, is let go once; from then on Jetty tells
     * nobody that the client leaves, and the second time it resets the stream, although its request runs.
     */
    @Override
    public void allowSilence(HttpServletRequest request, long millis) {
        ServletContextRequest core = ServletContextRequest.getServletContextRequest(request);
        if (isHttp2(core)) {
            core.addHttpStreamWrapper(stream -> {
                if (stream.getIdleTimeout() > 0) {
                    stream.setIdleTimeout(millis <= 0 ? 0 : Math.max(stream.getIdleTimeout(), 2 * millis));
                }
                return stream;
            });
        }
    }

    private static boolean isHttp2(Request core) {
        return core.getConnectionMetaData().getHttpVersion().getVersion() >= HttpVersion.HTTP_2.getVersion();
    }
}
