package dev.gangway.servlet;

import dev.gangway.observe.ExchangeRecord;
import dev.gangway.observe.ExchangeRecord.End;
import dev.gangway.observe.Observation;
import dev.gangway.provider.Decision.Forward;
import dev.gangway.provider.Decision.Refusal;
import dev.gangway.provider.ErrorCode;
import dev.gangway.route.Route;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Connection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state of one request, from its arrival until it is closed, which happens once, whatever its end. The container,
 * the upstream's client and its timers all call here at the same time. What they do is done in turns, and nothing is
 * done once the exchange is over: request and response then are the container's again, who may have reused them.
 */
final class Exchange {

    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    private final Passthrough passthrough;
    private final Warnings warnings;
    private final Container container;
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final String id = requestId();
    private final Meter meter = new Meter();
    private final Observation observation;
    private final Turns turns = new Turns();

    private ClientRequest client;
    private @Nullable Route route;
    private @Nullable String caller;
    private @Nullable Forward forward;
    private @Nullable RequestBody body;
    private @Nullable Request upstreamRequest;
    private @Nullable Response upstreamResponse;
    private @Nullable ResponsePump pump;
    private @Nullable Refusal ownFault;
    private boolean over;
    private boolean hidesUsage;
    private Operation operation = Operation.NONE;
    private AnswerTap answer = AnswerTap.NONE;

    Exchange(
            Passthrough passthrough,
            Warnings warnings,
            Container container,
            HttpServletRequest request,
            HttpServletResponse response) {
        this.passthrough = passthrough;
        this.warnings = warnings;
        this.container = container;
        this.request = request;
        this.response = response;
        this.observation = passthrough.telemetry().begin();
        this.client = ClientRequest.of(this, null);
    }

    /** Has to be unique, not secret: a secure source would cost more than the rest of the record. */
    private static String requestId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    void routed(@Nullable Route to) {
        route = to;
        client = ClientRequest.of(this, to);
    }

    void admitted(@Nullable String as) {
        caller = as;
    }

    void forwarding(Forward to) {
        forward = to;
        operation = Operation.of(to, route == null ? null : route.provider().api(), request);
    }

    void sending(Request upstream) {
        upstreamRequest = upstream;
    }

    void reading(RequestBody from) {
        body = from;
    }

    void answered(Response by) {
        meter.answered();
        answer = AnswerTap.of(operation.format(), by);
        upstreamResponse = by;
    }

    /** {@code count} bytes of the answer went to the client. */
    void wrote(int count) {
        meter.wrote(count);
    }

    /** {@code bytes} of the answer came from the upstream; their position is moved. */
    void tapped(ByteBuffer bytes) {
        answer.feed(bytes);
        meter.passedEvents(answer.events());
    }

    /** The gateway asked for a usage that the client must not see. */
    void hideUsage() {
        hidesUsage = true;
    }

    /** The upstream has, or will take without waiting, all that the client sends. */
    void uploaded() {
        guard(() -> {
            if (upstreamRequest != null) {
                container.allowSilence(request, upstreamRequest.getIdleTimeout());
            }
        });
    }

    /** Knows best when an answer fails: it must not be cut off while it is written. */
    void pumping(ResponsePump by) {
        pump = by;
    }

    /** The whole answer is written. */
    void completed() {
        guard(() -> close(End.COMPLETE, null, this::completeAsync));
    }

    /** The client broke its body off, or it stalled for longer than the connector waits. */
    void bodyFailed(Throwable cause) {
        bodyFault(
                cause instanceof TimeoutException || cause.getCause() instanceof TimeoutException
                        ? new Refusal(ErrorCode.CLIENT_TIMEOUT, "The request body did not arrive in time.")
                        : null,
                cause);
    }

    /** The client's body is longer than the route allows. */
    void bodyTooLarge(Throwable cause) {
        Route to = route;
        bodyFault(to == null ? null : Checks.tooLarge(to), cause);
    }

    private void bodyFault(@Nullable Refusal fault, Throwable cause) {
        guard(() -> {
            ownFault = fault;
            if (pump == null || !pump.stop(cause)) {
                fail(cause);
            }
        });
    }

    /** A fault of ours. Only its kind and place are logged: an exception's own words may hold what the client sent. */
    private void broken(Throwable fault) {
        StackTraceElement[] trace = fault.getStackTrace();
        LOG.error(
                "Exchange {}: {} at {}",
                id,
                fault.getClass().getName(),
                trace.length == 0 ? "an unknown place" : trace[0]);
        if (!over) {
            ownFault = new Refusal(ErrorCode.INTERNAL, "The gateway failed. Its log knows more: " + id + ".");
            fail(fault);
        }
    }

    /** Does {@code work} in its turn; an I/O failure is the client's leaving, anything else a fault of ours. */
    void guard(Work work) {
        turns.take(() -> {
            try {
                if (!over) {
                    work.run();
                }
            } catch (IOException e) {
                clientGone();
            } catch (RuntimeException | Error e) {
                broken(e);
            }
        });
    }

    /** Work on the client's connection. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    /** The exchange cannot go on: an error where the client has seen nothing yet, else its connection is cut. */
    void failed(Throwable cause) {
        guard(() -> fail(cause));
    }

    private void fail(Throwable cause) {
        Refusal refusal = ownFault != null ? ownFault : UpstreamFailure.refusal(cause, route, upstreamRequest);
        if (ownFault == null && body != null && body.isFailed()) {
            cut(End.CLIENT_ABORTED);
        } else if (!response.isCommitted() && (upstreamResponse == null || isOurs(refusal))) {
            close(UpstreamFailure.end(refusal.code()), refusal.code(), () -> answer(refusal));
        } else {
            cut(UpstreamFailure.end(refusal.code()));
        }
    }

    /** Of an upstream that failed after its head the client is not told: it gets what a direct caller would get. */
    private static boolean isOurs(Refusal refusal) {
        return refusal.code() == ErrorCode.INTERNAL;
    }

    private void cut(End end) {
        if (!over) {
            close(end, null, () -> container.cut(request, response));
        }
    }

    /** The client's connection broke while something was written. */
    void writeFailed() {
        guard(this::clientGone);
        released();
    }

    /** The client went away, at worst before its answer was whole: nobody is left to tell. */
    void clientLeft() {
        guard(() -> close(isAllWritten() ? End.COMPLETE : End.CLIENT_ABORTED, null, this::completeAsync));
    }

    private void clientGone() {
        if (!over && isAllWritten()) {
            close(End.COMPLETE, null, this::completeAsync);
        } else {
            cut(End.CLIENT_ABORTED);
        }
    }

    /** A client that knows the length need not wait for the end of the exchange. */
    private boolean isAllWritten() {
        return answerLength() == meter.bytesOut();
    }

    /** The length that the upstream's answer names, or -1. */
    long answerLength() {
        Response by = upstreamResponse;
        return by == null ? -1 : by.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH);
    }

    /** Does {@code done} when everything before it is done. */
    void inTurn(Runnable done) {
        turns.take(done);
    }

    /** The container writes no more of what it was given. */
    void released() {
        turns.take(() -> {
            if (pump != null) {
                pump.release();
            }
        });
    }

    /** The gateway answers itself. */
    void refused(Refusal refusal) {
        guard(() -> close(End.REJECTED, refusal.code(), () -> answer(refusal)));
    }

    /**
     * The record is drawn first: the container may reuse a request as soon as it is cut or complete. It is also told
     * first: a server that stops waits for exchanges, and not for what comes after them.
     */
    private void close(End end, @Nullable ErrorCode error, Runnable farewell) {
        over = true;
        try {
            ExchangeRecord record = Records.of(this, end, error);
            StreamUsage.hint(this, record);
            tell(record);
            stopUpstream();
        } finally {
            answer.close();
            operation.body().close();
            farewell.run();
        }
    }

    /** An upstream may answer before it has the whole body; the rest is of no use to it then. */
    private void stopUpstream() {
        boolean uploaded = body == null || body.isComplete();
        boolean answered = pump != null && pump.drain();
        if (!uploaded || !answered) {
            IllegalStateException cause = new IllegalStateException("the exchange is over");
            if (body != null) {
                body.fail(cause);
            }
            abort(cause);
        }
    }

    /** Closes the upstream's connection, if it is one of its own: what is read from it then comes to an end. */
    void breakOff() {
        if (upstreamRequest != null && upstreamRequest.getConnection() instanceof Connection connection) {
            connection.getEndPoint().close();
        }
    }

    private void abort(Throwable cause) {
        if (upstreamRequest != null) {
            CompletableFuture<Boolean> ignored = upstreamRequest.abort(cause);
        }
    }

    private void answer(Refusal refusal) {
        try {
            if (upstreamResponse != null) {
                response.reset();
            }
            ErrorWriter.write(this, refusal);
            completeAsync();
        } catch (IOException e) {
            container.cut(request, response);
        }
    }

    private void completeAsync() {
        if (request.isAsyncStarted()) {
            request.getAsyncContext().complete();
        }
    }

    private void tell(ExchangeRecord exchange) {
        try {
            observation.over(exchange);
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

    AnswerTap answer() {
        return answer;
    }

    Operation operation() {
        return operation;
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

    Warnings warnings() {
        return warnings;
    }

    boolean hidesUsage() {
        return hidesUsage;
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

    /** The route that serves it; only asked for once there is one. */
    Route onRoute() {
        if (route == null) {
            throw new IllegalStateException("no route yet");
        }
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
