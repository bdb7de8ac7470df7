package dev.gangway.usage.price;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the operator says of prices.
 *
 * @param aliases names of rows by the names of models or deployments
 * @param factor what computed costs are multiplied with
 * @param prepaid models or deployments that are paid for by the hour, in any case of letters, as Azure takes them
 */
public record PriceSettings(Map<String, String> aliases, BigDecimal factor, Set<String> prepaid) {

    /** Nothing is set. */
    public static final PriceSettings NONE = new PriceSettings(Map.of(), BigDecimal.ONE, Set.of());

    public PriceSettings {
        aliases = Map.copyOf(aliases);
        prepaid = prepaid.stream().map(PriceTable::key).collect(Collectors.toUnmodifiableSet());
    }

    boolean isPrepaid(@Nullable String model) {
        return model != null && prepaid.contains(PriceTable.key(model));
    }
}
