package dev.gangway.servlet;

import dev.gangway.observe.ExchangeRecord;
import dev.gangway.observe.ExchangeRecord.End;
import dev.gangway.provider.Decision.Refusal;
import dev.gangway.provider.ErrorCode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How an exchange ends: once, whatever ends it first. Called only in the exchange's turns. */
final class Ending {

    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    private final Exchange exchange;
    private @Nullable Refusal ownFault;
    private boolean over;

    Ending(Exchange exchange) {
        this.exchange = exchange;
    }

    boolean isOver() {
        return over;
    }

    /** The whole answer is written. */
    void complete() {
        close(End.COMPLETE, null, () -> exchange.container().end(exchange, true, this::completeAsync));
    }

    /** The gateway answers itself. */
    void refuse(Refusal refusal) {
        close(End.REJECTED, refusal.code(), () -> answer(refusal));
    }

    /** The request's body failed because of {@code fault}, or else because its client broke it off. */
    void bodyFault(@Nullable Refusal fault, Throwable cause) {
        ownFault = fault;
        if (!exchange.upstream().stopPumping(cause)) {
            fail(cause);
        }
    }

    /** A fault of ours. Only its kind and place are logged: an exception's own words may hold what the client sent. */
    void breakDown(Throwable fault) {
        StackTraceElement[] trace = fault.getStackTrace();
        LOG.error(
                "Exchange {}: {} at {}",
                exchange.id(),
                fault.getClass().getName(),
                trace.length == 0 ? "an unknown place" : trace[0]);
        if (!over) {
            ownFault =
                    new Refusal(ErrorCode.INTERNAL, "The gateway failed. Its log knows more: " + exchange.id() + ".");
            fail(fault);
        }
    }

    /** The exchange cannot go on: an error where the client has seen nothing yet, else its connection is cut. */
    void fail(Throwable cause) {
        UpstreamCall upstream = exchange.upstream();
        RequestBody body = exchange.body();
        Refusal refusal =
                ownFault != null ? ownFault : UpstreamFailure.refusal(cause, exchange.route(), upstream.request());
        boolean unanswered = upstream.response() == null || isOurs(refusal);
        if (ownFault == null && body != null && body.isFailed()) {
            cut(End.CLIENT_ABORTED);
        } else if (unanswered && !exchange.response().isCommitted()) {
            close(UpstreamFailure.end(refusal.code()), refusal.code(), () -> answer(refusal));
        } else {
            cut(UpstreamFailure.end(refusal.code()));
        }
    }

    /** Of an upstream that failed after its head the client is not told: it gets what a direct caller would get. */
    private static boolean isOurs(Refusal refusal) {
        return refusal.code() == ErrorCode.INTERNAL;
    }

    /** The client went away, at worst before its answer was whole: nobody is left to tell. */
    void clientLeft() {
        close(isAllWritten() ? End.COMPLETE : End.CLIENT_ABORTED, null, this::completeAsync);
    }

    /** The client's connection broke. */
    void clientGone() {
        if (!over && isAllWritten()) {
            complete();
        } else {
            cut(End.CLIENT_ABORTED);
        }
    }

    /** A client that knows the length need not wait for the end of the exchange. */
    private boolean isAllWritten() {
        exchange.upstream().settle();
        return exchange.upstream().isLength(exchange.meter().bytesOut());
    }

    private void cut(End end) {
        if (!over) {
            Runnable cut = () -> exchange.container().cut(exchange.request(), exchange.response());
            close(end, null, () -> exchange.container().end(exchange, false, cut));
        }
    }

    /**
     * The record is drawn first: the container may reuse a request as soon as it is cut or complete. It is also told
     * first: a server that stops waits for exchanges, and not for what comes after them.
     */
    private void close(End end, @Nullable ErrorCode error, Runnable farewell) {
        over = true;
        try {
            exchange.upstream().settle();
            ExchangeRecord drawn = draw(end, error);
            if (drawn != null) {
                tell(drawn);
                FailOpen.run(() -> show(drawn));
            }
        } finally {
            leave(farewell);
        }
    }

    private void show(ExchangeRecord drawn) {
        if (exchange.container().isLogged(exchange.request())) {
            RequestAttributes.set(exchange.request(), drawn);
        }
    }

    /** Null where that failed: the record is lost, and counted, but the exchange ends as it should. */
    private @Nullable ExchangeRecord draw(End end, @Nullable ErrorCode error) {
        try {
            ExchangeRecord drawn = Records.of(exchange, end, error);
            StreamUsage.hint(exchange, drawn);
            return drawn;
        } catch (RuntimeException | LinkageError e) {
            FailOpen.count(e);
            exchange.observation().lost();
            return null;
        }
    }

    /** Each of these is done, whatever becomes of the others. */
    private void leave(Runnable farewell) {
        try {
            exchange.upstream().stop(exchange.body());
        } finally {
            try {
                exchange.answer().close();
                exchange.operation().body().close();
                exchange.forgetSpool();
            } finally {
                try {
                    farewell.run();
                } finally {
                    exchange.live().leave();
                }
            }
        }
    }

    private void tell(ExchangeRecord drawn) {
        try {
            exchange.observation().over(drawn);
        } catch (RuntimeException | LinkageError e) {
            LOG.warn(
                    "Exchange {}: a listener failed with {}",
                    exchange.id(),
                    e.getClass().getName());
        }
    }

    private void answer(Refusal refusal) {
        try {
            if (exchange.upstream().response() == null) {
                exchange.container().answer(exchange.request(), exchange.response(), () -> write(refusal));
            } else {
                exchange.response().reset();
                write(refusal);
            }
        } catch (IOException | RuntimeException e) {
            exchange.container().cut(exchange.request(), exchange.response());
        }
    }

    private void write(Refusal refusal) throws IOException {
        ErrorWriter.write(exchange, refusal);
        completeAsync();
    }

    private void completeAsync() {
        if (exchange.request().isAsyncStarted()) {
            exchange.request().getAsyncContext().complete();
        }
    }
}
