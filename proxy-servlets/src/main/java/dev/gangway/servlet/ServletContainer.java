package dev.gangway.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Enumeration;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Any servlet container, by the servlet API alone. */
final class ServletContainer implements Container {

    private static final Logger LOG = LoggerFactory.getLogger(ServletContainer.class);

    /** Tomcat's reads take the socket's lock at the end of a body, and its callbacks hold it. */
    @Override
    public boolean readsOnAnyThread() {
        return false;
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

    @Override
    public Writes watch(HttpServletRequest request) {
        return Writes.UNTOLD;
    }

    @Override
    public void cut(HttpServletRequest request, HttpServletResponse response) {
        try {
            response.sendError(-1);
        } catch (IOException | RuntimeException e) {
            LOG.debug(
                    "The container offers no way to cut a connection: {}",
                    e.getClass().getName());
        }
        if (request.isAsyncStarted()) {
            request.getAsyncContext().complete();
        }
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
