package dev.gangway.servlet;

import dev.gangway.observe.ExchangeRecord;
import dev.gangway.observe.ExchangeRecord.End;
import dev.gangway.provider.Decision.Forward;
import dev.gangway.provider.Decision.Refusal;
import dev.gangway.provider.ErrorCode;
import dev.gangway.route.Route;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The state of one request, from its arrival until it is closed, which happens once, whatever its end. */
final class Exchange {

    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    private final Passthrough passthrough;
    private final Container container;
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final String id = UUID.randomUUID().toString();
    private final Meter meter = new Meter();
    private final AtomicBoolean closed = new AtomicBoolean();

    private ClientRequest client;
    private @Nullable Route route;
    private @Nullable String caller;
    private @Nullable Forward forward;
    private volatile @Nullable RequestBody body;
    private volatile @Nullable Request upstreamRequest;
    private volatile @Nullable Response upstreamResponse;
    private volatile @Nullable Refusal clientFault;

    Exchange(Passthrough passthrough, Container container, HttpServletRequest request, HttpServletResponse response) {
        this.passthrough = passthrough;
        this.container = container;
        this.request = request;
        this.response = response;
        this.client = ClientRequest.of(request, null);
    }

    void routed(@Nullable Route to) {
        route = to;
        client = ClientRequest.of(request, to);
    }

    void admitted(@Nullable String as) {
        caller = as;
    }

    void forwarding(Forward to) {
        forward = to;
    }

    void sending(Request upstream) {
        upstreamRequest = upstream;
    }

    void reading(RequestBody from) {
        body = from;
    }

    void answered(Response by) {
        meter.answered();
        upstreamResponse = by;
    }

    /** The whole answer is written. */
    void completed() {
        if (closed.compareAndSet(false, true)) {
            stopUpload();
            end(End.COMPLETE, null);
        }
    }

    /** The client broke its body off, or it stalled for longer than the connector waits. */
    void bodyFailed(Throwable cause) {
        clientFailed(
                cause instanceof TimeoutException
                        ? new Refusal(ErrorCode.CLIENT_TIMEOUT, "The request body did not arrive in time.")
                        : null,
                cause);
    }

    /** The client's body is longer than the route allows. */
    void bodyTooLarge(Throwable cause) {
        Route to = route;
        clientFailed(to == null ? null : Checks.tooLarge(to), cause);
    }

    private void clientFailed(@Nullable Refusal fault, Throwable cause) {
        clientFault = fault;
        if (!abort(cause)) {
            failed(cause);
        }
    }

    /** A fault of ours. Only its kind and place are logged: an exception's own words may hold what the client sent. */
    void broken(RuntimeException fault) {
        StackTraceElement[] trace = fault.getStackTrace();
        LOG.error(
                "Exchange {}: {} at {}",
                id,
                fault.getClass().getName(),
                trace.length == 0 ? "an unknown place" : trace[0]);
        clientFault = new Refusal(ErrorCode.INTERNAL, "The gateway failed. Its log knows more: " + id + ".");
        abort(fault); // where the call was not sent yet, nobody hears of this
        failed(fault);
    }

    /** Does {@code work}; an I/O failure is the client's leaving, anything else a fault of ours. */
    void guard(Work work) {
        try {
            work.run();
        } catch (IOException e) {
            clientLeft(e);
        } catch (RuntimeException e) {
            broken(e);
        }
    }

    /** Work on the client's connection. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    /** The exchange cannot go on: an error where the client has seen nothing yet, else its connection is cut. */
    void failed(Throwable cause) {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        Refusal fault = clientFault;
        boolean clientGone = fault == null && body != null && body.isFailed();
        Refusal refusal = fault != null ? fault : UpstreamFailure.refusal(cause, route);
        boolean tell = upstreamResponse == null && !response.isCommitted() && !clientGone;
        if (tell) {
            ErrorWriter.write(this, refusal);
        } else {
            container.cut(response);
        }
        stopUpload();
        end(clientGone ? End.CLIENT_ABORTED : UpstreamFailure.end(refusal.code()), tell ? refusal.code() : null);
    }

    /** The client went away: nobody is left to answer. */
    void clientLeft(Throwable cause) {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        abort(cause);
        end(End.CLIENT_ABORTED, null);
    }

    /** The gateway answers itself. */
    void refused(Refusal refusal) {
        if (closed.compareAndSet(false, true)) {
            ErrorWriter.write(this, refusal);
            end(End.REJECTED, refusal.code());
        }
    }

    /** An upstream may answer before it has the whole body; the rest is of no use to it then. */
    private void stopUpload() {
        RequestBody upload = body;
        if (upload != null && !upload.isComplete()) {
            abort(new IllegalStateException("the exchange is over"));
        }
    }

    /** Aborts the upstream call; false where there is none. */
    private boolean abort(Throwable cause) {
        Request upstream = upstreamRequest;
        if (upstream == null) {
            return false;
        }
        CompletableFuture<Boolean> ignored = upstream.abort(cause);
        return true;
    }

    /** The record is drawn first: a request that is complete is the container's again. */
    private void end(End end, @Nullable ErrorCode error) {
        ExchangeRecord exchange;
        try {
            exchange = Records.of(this, end, error);
        } finally {
            completeAsync();
        }
        tell(exchange);
    }

    private void completeAsync() {
        if (request.isAsyncStarted()) {
            request.getAsyncContext().complete();
        }
    }

    private void tell(ExchangeRecord exchange) {
        try {
            passthrough.listener().onExchange(exchange);
        } catch (RuntimeException e) {
            LOG.warn("Exchange {}: a listener failed with {}", id, e.getClass().getName());
        }
    }

    Meter meter() {
        return meter;
    }

    @Nullable RequestBody body() {
        return body;
    }

    @Nullable Response upstreamResponse() {
        return upstreamResponse;
    }

    @Nullable Forward decided() {
        return forward;
    }

    @Nullable String caller() {
        return caller;
    }

    String id() {
        return id;
    }

    HttpServletRequest request() {
        return request;
    }

    HttpServletResponse response() {
        return response;
    }

    ClientRequest client() {
        return client;
    }

    Container container() {
        return container;
    }

    Passthrough passthrough() {
        return passthrough;
    }

    @Nullable Route route() {
        return route;
    }

    /** What the provider decided; only asked for once it has. */
    Forward forward() {
        if (forward == null) {
            throw new IllegalStateException("nothing decided yet");
        }
        return forward;
    }
}
