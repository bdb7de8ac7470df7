package dev.gangway.usage.price;

import dev.gangway.usage.price.Tariff.Step;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of the price table.
 *
 * @param name its key, which goes to the record
 * @param tariffs by service tier
 * @param factors what token prices are multiplied with: by Anthropic's {@code inference_geo} and speed, {@code
 *     region:eu} for OpenAI's regional hosts, {@code region} for all locations of Vertex but {@code global}
 * @param searchPerAnswer whether a web search costs the same however many queries it took
 * @param searchesAlways whether each answer takes a web search, of which it says nothing
 */
record Price(
        String name,
        Map<String, Tariff> tariffs,
        Map<String, BigDecimal> factors,
        boolean searchPerAnswer,
        boolean searchesAlways) {

    Price {
        tariffs = Map.copyOf(tariffs);
        factors = Map.copyOf(factors);
    }

    /** The rates of {@code tier} where {@code input} tokens went in; null where they are not known. */
    @Nullable Step step(String tier, BigDecimal input) {
        Tariff tariff = tariffs.get(tier);
        if (tariff == null) {
            return null;
        }
        // A batch says the sum of many requests; how large each of them was, nobody knows.
        return tier.equals(Tier.BATCH) && !tariff.isSame(input) ? null : tariff.at(input);
    }
}
