package dev.gangway.servlet;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** What differs between Jetty, whose own classes do better than the servlet API, and every other container. */
sealed interface Container permits JettyContainer, ServletContainer {

    /** The best that this class loader can see; a WAR cannot see Jetty's classes even on Jetty. */
    static Container detect() {
        try {
            Class.forName("org.eclipse.jetty.ee10.servlet.HttpOutput", false, Container.class.getClassLoader());
            return new JettyContainer();
        } catch (ClassNotFoundException e) {
            return new ServletContainer();
        }
    }

    /**
     * Where the body of {@code request} is read; null where any thread may, also one that is at work for another request.
     */
    @Nullable Executor readers(HttpServletRequest request);

    /** Whether a thread that is at work for one request may also work for another. */
    default boolean readsOnAnyThread() {
        return this instanceof JettyContainer;
    }

    /** Connects to upstreams with the selectors that the container has for clients; null where those are not to be had. */
    default @Nullable ClientConnector connector(ServletContext context) {
        return null;
    }

    /** Does {@code work} on a thread that selects nothing, also if {@code request} is over by then. */
    void later(HttpServletRequest request, Runnable work);

    /** Whether the server of {@code request} serves nothing but the gateway, so that nothing on it blocks. */
    default boolean isAlone(HttpServletRequest request) {
        return false;
    }

    /** Whether {@code out} is the container's own, and no filter's, which may block even where it says that it is ready. */
    default boolean isOwn(ServletOutputStream out) {
        return false;
    }

    /** Sets Content-Type, its value byte for byte where the container can. */
    void setContentType(HttpServletResponse response, String value);

    /** The host that {@code request} names, by its target or its Host header, without port; null where it names none. */
    @Nullable String host(HttpServletRequest request);

    /** Whether {@code request} asks for a tunnel of another protocol, such as WebSocket over HTTP/2 (RFC 8441). */
    boolean isTunnel(HttpServletRequest request);

    /** All headers of a request, as it came; what comes of {@link HttpServletRequest} is looked up name by name. */
    HttpFields headers(HttpServletRequest request);

    /** Whether somebody may read the attributes of {@code request} when it is complete. */
    default boolean isLogged(HttpServletRequest request) {
        return true;
    }

    /** Writes {@code bytes} when {@code out} is ready; true if they need a flush to leave. */
    boolean write(ServletOutputStream out, ByteBuffer bytes) throws IOException;

    /**
     * Sends {@code bytes} as the whole of an answer, without a write listener and without blocking, and then calls {@code
     * done}. False where the container cannot, and nothing is sent.
     */
    boolean send(ServletOutputStream out, ByteBuffer bytes, Callback done);

    /** Does what has to come before a write listener is set, when all of the head is there. */
    default void beforeListening(HttpServletRequest request, HttpServletResponse response) throws IOException {}

    /** Does {@code work}, which answers {@code request} and completes it, now or as soon as the container is ready for that. */
    default void answer(HttpServletRequest request, HttpServletResponse response, Exchange.Work work)
            throws IOException {
        work.run();
    }

    /** Does {@code end}, which ends {@code exchange}, its answer {@code complete} or cut, now or as soon as the container is ready. */
    default void end(Exchange exchange, boolean complete, Runnable end) {
        end.run();
    }

    /** Tells from now on what becomes of what is written to the client of {@code request}. */
    Writes watch(HttpServletRequest request);

    /** Ends a request by breaking the client's connection, so that it cannot take a part for the whole. */
    void cut(HttpServletRequest request, HttpServletResponse response);

    /** Fails where {@code request} comes here again to be {@link #cut}. */
    void resume(HttpServletRequest request, HttpServletResponse response) throws IOException;

    /** Calls {@code left} when the client of a request that is being answered asynchronously breaks it off. */
    void onClientLeft(HttpServletRequest request, Runnable left);

    /** Calls {@code released} when the container no longer uses anything that it was given to write. */
    void onReleased(HttpServletRequest request, Runnable released);

    /** From here on the client has nothing to send; the container must not take its silence for a fault. */
    void allowSilence(HttpServletRequest request, long millis);
}
