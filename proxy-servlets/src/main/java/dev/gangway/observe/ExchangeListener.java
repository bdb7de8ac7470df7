package dev.gangway.observe;

/**
 * Is told of every exchange, once, when it is over. Called by one thread at a time, which is not one that serves. Who is a
 * {@link java.io.Flushable}, too, may let exchanges wait: it is flushed when no more of them come, or after some 20 ms.
 */
@FunctionalInterface
public interface ExchangeListener {

    /**
     * Takes {@code exchange}. May take its time, but exchanges that end meanwhile wait, and are dropped where too many
     * do. What it throws is logged once and counted: observation never breaks traffic.
     */
    void onExchange(ExchangeRecord exchange);
}
