package dev.gangway.usage.price;

import dev.gangway.usage.price.PriceCompiler.BadRow;
import dev.gangway.usage.price.Tariff.Step;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * {@code tiered_pricing}: a list of rates, each for a {@code range} of input tokens. Exactly the end of a range still
 * belongs to it, and the last range has no end.
 */
final class TieredPricing {

    private TieredPricing() {}

    /** The steps; none where {@code list} has none. {@code base} has what all of them share, such as fees. */
    static List<Step> steps(JsonNode list, Map<Rate, BigDecimal> base) throws BadRow {
        List<Step> steps = new ArrayList<>();
        for (JsonNode entry : list) {
            BigDecimal from = Decimals.parse(entry.path("range").path(0));
            if (from != null && entry.has("input_cost_per_token")) {
                steps.add(new Step(from, rates(entry, base)));
            }
        }
        steps.sort(Comparator.comparing(Step::above));
        return steps;
    }

    /** The model's own output price stands in where a range has none; all other token prices are the range's. */
    private static Map<Rate, BigDecimal> rates(JsonNode entry, Map<Rate, BigDecimal> base) throws BadRow {
        Map<Rate, BigDecimal> own = new EnumMap<>(Rate.class);
        for (Map.Entry<String, JsonNode> field : entry.properties()) {
            PriceField known = PriceField.parse(field.getKey());
            if (known != null) {
                own.put(known.rate(), PriceCompiler.decimal(field.getKey(), field.getValue()));
            }
        }
        base.forEach((rate, price) -> {
            if (rate == Rate.OUTPUT || Rate.FEES.contains(rate)) {
                own.putIfAbsent(rate, price);
            }
        });
        return Fallbacks.fill(own, Set.copyOf(own.keySet()));
    }
}
