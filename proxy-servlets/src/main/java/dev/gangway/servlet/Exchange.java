package dev.gangway.servlet;

import dev.gangway.credential.Authorization;
import dev.gangway.observe.Meter;
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
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.jspecify.annotations.Nullable;

/**
 * The state of one request, from its arrival until it is closed, which happens once, whatever its end. The container,
 * the upstream's client and its timers all call here at the same time. What they do is done in turns, and nothing is
 * done once the exchange is over: request and response then are the container's again, who may have reused them.
 */
final class Exchange {

    /** So many pieces are passed on in one go, lest two peers that are faster than we keep the thread from all others. */
    static final int ONE_GO = 64;

    private final Live live;
    private final Warnings warnings;
    private final Container container;
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final String id = requestId();
    private final Meter meter = new Meter();
    private final Observation observation;
    private final Turns turns = new Turns();
    private final UpstreamCall upstream = new UpstreamCall();
    private final Ending ending = new Ending(this);

    private ClientRequest client;
    private @Nullable Route route;
    private @Nullable String caller;
    private @Nullable String user;
    private @Nullable Forward forward;
    private @Nullable RequestBody body;
    private @Nullable Authorization authorization;
    private @Nullable Spool spool;
    private boolean hidesUsage;
    private Operation operation = Operation.NONE;
    private AnswerTap answer = AnswerTap.NONE;

    /** Uses {@code live}, which counts it, until it is over. */
    Exchange(
            Live live,
            Warnings warnings,
            Container container,
            HttpServletRequest request,
            HttpServletResponse response) {
        this.live = live;
        this.warnings = warnings;
        this.container = container;
        this.request = request;
        this.response = response;
        this.observation = live.passthrough().telemetry().begin();
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

    /** The container knows it as {@code name}. */
    void cameFrom(@Nullable String name) {
        user = name;
    }

    void admitted(@Nullable String as) {
        caller = as;
    }

    void forwarding(Forward to) {
        forward = to;
        Route on = route;
        if (on == null || on.terms().requirePrice()) {
            operation = operation(to, on); // by it a call may be refused: this one fails closed
        } else {
            FailOpen.run(() -> operation = operation(to, on));
        }
        if (on != null) {
            FailOpen.run(() -> observation.forwarding(
                    on.path(), to.key(), request.getContentType(), request.getHeader("content-encoding")));
        }
    }

    private Operation operation(Forward to, @Nullable Route on) {
        return Operation.of(to, on == null ? null : on.provider().api(), request);
    }

    /** What was issued for it proves the request. */
    void authorized(Authorization by) {
        authorization = by;
    }

    /** Its body is taken in as a whole before it goes on. */
    void spooling(Spool into) {
        spool = into;
    }

    void forgetSpool() {
        if (spool != null) {
            spool.close();
        }
    }

    void sending(Request by) {
        upstream.sending(by);
    }

    void reading(RequestBody from) {
        body = from;
    }

    void answered(Response by) {
        meter.answered();
        if (authorization != null) {
            authorization.answered().accept(by.getStatus());
        }
        upstream.answered(by);
        FailOpen.run(() -> answer = AnswerTap.of(operation.format(), by));
        FailOpen.run(() -> observation.answered(
                by.getHeaders().get("content-type"), by.getHeaders().get("content-encoding")));
    }

    /** {@code count} bytes of the answer went to the client. */
    void wrote(int count) {
        meter.wrote(count);
    }

    /** {@code bytes} of the answer came from the upstream; their position is moved. */
    void tapped(ByteBuffer bytes) {
        FailOpen.run(() -> {
            observation.received(bytes);
            answer.feed(bytes);
            meter.passedEvents(answer.events());
        });
    }

    /** {@code bytes} of the request go upstream; their position stays. */
    void sent(ByteBuffer bytes) {
        observation.sent(bytes);
    }

    /** The gateway asked for a usage that the client must not see. */
    void hideUsage() {
        hidesUsage = true;
    }

    /** The upstream has, or will take without waiting, all that the client sends. */
    void uploaded() {
        guard(() -> {
            Request sent = upstream.request();
            if (sent != null) {
                container.allowSilence(request, sent.getIdleTimeout());
            }
        });
    }

    void pumping(ResponsePump by) {
        upstream.pumping(by);
    }

    /** Does {@code work} in its turn; an I/O failure is the client's leaving, anything else a fault of ours. */
    void guard(Work work) {
        turns.take(() -> {
            try {
                if (!ending.isOver()) {
                    work.run();
                }
            } catch (IOException e) {
                ending.clientGone();
            } catch (RuntimeException | Error e) {
                ending.breakDown(e);
            }
        });
    }

    /** Work on the client's connection. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    /** Does {@code work} on another thread, so that this one can look after others. */
    void later(Runnable work) {
        container.later(request, work);
    }

    /** Does {@code done} when everything before it is done. */
    void inTurn(Runnable done) {
        turns.take(done);
    }

    /**
     * The container writes no more of what it was given. Where it is the first to be through with the request, the client
     * has left: of one that does before Jetty begins to handle its request, nothing else tells.
     */
    void released() {
        guard(ending::clientLeft);
        turns.take(upstream::release);
    }

    /** The whole answer is written. */
    void completed() {
        guard(ending::complete);
    }

    /** The gateway answers itself. */
    void refused(Refusal refusal) {
        guard(() -> ending.refuse(refusal));
    }

    /** The exchange cannot go on: an error where the client has seen nothing yet, else its connection is cut. */
    void failed(Throwable cause) {
        guard(() -> ending.fail(cause));
    }

    /** The client broke its body off, or it stalled for longer than the connector waits. */
    void bodyFailed(Throwable cause) {
        boolean stalled = cause instanceof TimeoutException || cause.getCause() instanceof TimeoutException;
        Refusal fault =
                stalled ? new Refusal(ErrorCode.CLIENT_TIMEOUT, "The request body did not arrive in time.") : null;
        guard(() -> ending.bodyFault(fault, cause));
    }

    /** The client's body is longer than the route allows. */
    void bodyTooLarge(Throwable cause) {
        Route to = route;
        guard(() -> ending.bodyFault(to == null ? null : Checks.tooLarge(to), cause));
    }

    /** The client's connection broke while something was written. */
    void writeFailed() {
        guard(ending::clientGone);
        released();
    }

    /** The client went away. */
    void clientLeft() {
        guard(ending::clientLeft);
    }

    Meter meter() {
        return meter;
    }

    @Nullable RequestBody body() {
        return body;
    }

    UpstreamCall upstream() {
        return upstream;
    }

    @Nullable Response upstreamResponse() {
        return upstream.response();
    }

    Observation observation() {
        return observation;
    }

    @Nullable Forward decided() {
        return forward;
    }

    @Nullable String caller() {
        return caller;
    }

    @Nullable String user() {
        return user;
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

    Live live() {
        return live;
    }

    Passthrough passthrough() {
        return live.passthrough();
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
