package dev.gangway.observe;

import dev.gangway.observe.InFlight.Leg;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One exchange, seen from its arrival to its end. Nothing here waits. */
public final class Observation {

    private final Telemetry telemetry;
    private final ExchangeListener span;
    private @Nullable Leg leg;
    private volatile @Nullable Bodies bodies;

    Observation(Telemetry telemetry, ExchangeListener span) {
        this.telemetry = telemetry;
        this.span = span;
    }

    /** The request goes to {@code route}'s upstream. Called at most once, before its body is. */
    public void forwarding(
            String route, @Nullable String key, @Nullable String contentType, @Nullable String contentEncoding) {
        if (key != null) {
            leg = new Leg(route, key);
            telemetry.inFlight().begin(leg);
        }
        Bodies kept = telemetry.sample(route);
        if (kept != null) {
            kept.describeRequest(contentType, contentEncoding);
            bodies = kept;
        }
    }

    /** {@code bytes} of the request go upstream; they stay unread. */
    public void sent(ByteBuffer bytes) {
        Bodies kept = bodies;
        if (kept != null) {
            kept.sent(bytes);
        }
    }

    /** The upstream answers. */
    public void answered(@Nullable String contentType, @Nullable String contentEncoding) {
        Bodies kept = bodies;
        if (kept != null) {
            kept.describeResponse(contentType, contentEncoding);
        }
    }

    /** {@code bytes} of the answer went to the client; they stay unread. */
    public void received(ByteBuffer bytes) {
        Bodies kept = bodies;
        if (kept != null) {
            kept.received(bytes);
        }
    }

    /** The exchange is over, and the client does not know it yet. Called once. */
    public void over(ExchangeRecord exchange) {
        land();
        telemetry.over(exchange, span, bodies);
    }

    /** The exchange is over, and no record of it could be drawn. Called in place of {@link #over}. */
    public void lost() {
        land();
        telemetry.lost();
    }

    private void land() {
        if (leg != null) {
            telemetry.inFlight().end(leg);
        }
    }
}
