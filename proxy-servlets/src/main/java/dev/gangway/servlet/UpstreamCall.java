package dev.gangway.servlet;

import dev.gangway.provider.Decision.Forward;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/** An exchange's call of its upstream, as far as it has come. */
final class UpstreamCall {

    private @Nullable Request request;
    private @Nullable Response response;
    private @Nullable ResponsePump pump;

    /** Raw path and query as they go on the wire. */
    static String target(Forward forward) {
        String target = forward.upstream().basePath() + forward.target();
        return target.startsWith("/") ? target : "/" + target;
    }

    void sending(Request by) {
        request = by;
    }

    void answered(Response by) {
        response = by;
    }

    /** Knows best when an answer fails: it must not be cut off while it is written. */
    void pumping(ResponsePump by) {
        pump = by;
    }

    @Nullable Request request() {
        return request;
    }

    @Nullable Response response() {
        return response;
    }

    /** Whether the answer was promised to have this many bytes. */
    boolean isLength(long bytes) {
        return response != null && response.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH) == bytes;
    }

    /** Ends the answer because of {@code cause} when what is being written is; false if nothing is. */
    boolean stopPumping(Throwable cause) {
        return pump != null && pump.stop(cause);
    }

    /** The exchange is over. An upstream may answer before it has the whole body; the rest is of no use to it then. */
    void stop(@Nullable RequestBody body) {
        boolean uploaded = body == null || (body.isComplete() && !isSpoolOnItsWay());
        boolean answered = pump != null && pump.drain();
        if (uploaded && answered) {
            return;
        }
        IllegalStateException cause = new IllegalStateException("the exchange is over");
        if (body != null) {
            body.fail(cause);
        }
        if (request != null) {
            CompletableFuture<Boolean> ignored = request.abort(cause);
        }
    }

    /** A spooled body was taken from the client long before the upstream takes it. */
    private boolean isSpoolOnItsWay() {
        return request != null && request.getBody() instanceof SpooledContent content && !content.isComplete();
    }

    /** Closes the connection, if it is one of its own: what is read from it then comes to an end. */
    void breakOff() {
        if (request != null && request.getConnection() instanceof Connection connection) {
            connection.getEndPoint().close();
        }
    }

    /** Lets what is written be counted before the exchange ends. */
    void settle() {
        if (pump != null) {
            pump.settle();
        }
    }

    /** Does {@code then} when {@code from}, the answer's content, has more. */
    void demand(Content.Source from, Exchange.Work then) {
        if (pump != null) {
            pump.demand(from, then);
        }
    }

    /** The container writes no more of what it was given. */
    void release() {
        if (pump != null) {
            pump.release();
        }
    }
}
