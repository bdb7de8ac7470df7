package dev.gangway.usage.price;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;

/**
 * What the operator says of prices.
 *
 * @param aliases names of rows by the names of models or deployments
 * @param factor what computed costs are multiplied with
 * @param prepaid models or deployments that are paid for by the hour
 */
public record PriceSettings(Map<String, String> aliases, BigDecimal factor, Set<String> prepaid) {

    /** Nothing is set. */
    public static final PriceSettings NONE = new PriceSettings(Map.of(), BigDecimal.ONE, Set.of());

    public PriceSettings {
        aliases = Map.copyOf(aliases);
        prepaid = Set.copyOf(prepaid);
    }
}
