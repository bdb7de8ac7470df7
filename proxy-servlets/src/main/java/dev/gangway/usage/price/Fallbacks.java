package dev.gangway.usage.price;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** What a unit costs where the row has no price for it: what it is a kind of. */
final class Fallbacks {

    private static final Map<Rate, Rate> KIND_OF = new EnumMap<>(Map.of(
            Rate.CACHE_READ, Rate.INPUT,
            Rate.CACHE_WRITE, Rate.INPUT,
            Rate.AUDIO_INPUT, Rate.INPUT,
            Rate.IMAGE_INPUT, Rate.INPUT,
            Rate.REASONING, Rate.OUTPUT,
            Rate.AUDIO_OUTPUT, Rate.OUTPUT,
            Rate.IMAGE_OUTPUT, Rate.OUTPUT));

    private Fallbacks() {}

    /**
     * Fills up the rates of one step of one tier.
     *
     * @param apart what the model has a price of its own for in its standard tier; where that is missing here it is
     *     not known, except that reasoning is always output
     */
    static Map<Rate, BigDecimal> fill(Map<Rate, BigDecimal> own, Set<Rate> apart) {
        Map<Rate, BigDecimal> filled = new EnumMap<>(Rate.class);
        filled.putAll(own);
        if (!apart.contains(Rate.CACHE_WRITE) && !apart.contains(Rate.CACHE_WRITE_1H)) {
            put(filled, Rate.CACHE_WRITE_1H, Rate.INPUT);
        }
        KIND_OF.forEach((kind, of) -> {
            if (kind == Rate.REASONING || !apart.contains(kind)) {
                put(filled, kind, of);
            }
        });
        return filled;
    }

    private static void put(Map<Rate, BigDecimal> filled, Rate kind, Rate of) {
        BigDecimal rate = filled.get(of);
        if (rate != null) {
            filled.putIfAbsent(kind, rate);
        }
    }
}
