package dev.gangway.observe.jmx;

/** What one key of one route has served since the start. */
public interface RouteMXBean {

    /** Exchanges that have been sent upstream and are not over. */
    int getInFlight();

    /** Exchanges that are over. */
    long getExchanges();

    /** Those that ended in an error of the upstream or of the gateway, or were broken off. */
    long getErrors();

    /** Input tokens, as far as answers told. */
    long getInputTokens();

    /** Output tokens, as far as answers told. */
    long getOutputTokens();

    /** What was priced, in US dollars, as a decimal. */
    String getCostUsd();

    /** Exchanges whose cost is not known: what is in no other attribute. */
    long getUnpriced();

    /** The mean duration of an exchange in milliseconds; NaN before the first. */
    double getMeanDurationMillis();

    /** The longest. */
    double getLongestDurationMillis();
}
