package dev.gangway.usage.price;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a route says of costs.
 *
 * @param costPerRequest US dollars of every successful exchange, in place of a computed cost; null where not set
 * @param requirePrice whether calls of models without a price are refused
 * @param trustUpstreamCost whether the upstream's {@code x-litellm-response-cost} is believed
 */
public record RouteTerms(@Nullable BigDecimal costPerRequest, boolean requirePrice, boolean trustUpstreamCost) {

    /** Nothing is set. */
    public static final RouteTerms NONE = new RouteTerms(null, false, false);
}
