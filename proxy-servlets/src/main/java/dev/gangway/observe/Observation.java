package dev.gangway.observe;

/** One exchange, seen from its arrival to its end. */
public final class Observation {

    private final Telemetry telemetry;
    private final ExchangeListener span;

    Observation(Telemetry telemetry, ExchangeListener span) {
        this.telemetry = telemetry;
        this.span = span;
    }

    /** The exchange is over, and the client does not know it yet. Called once. Does not wait. */
    public void over(ExchangeRecord exchange) {
        telemetry.over(exchange, span);
    }
}
