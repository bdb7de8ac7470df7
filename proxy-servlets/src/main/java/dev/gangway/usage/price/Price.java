package dev.gangway.usage.price;

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
 */
record Price(String name, Map<String, Tariff> tariffs, Map<String, BigDecimal> factors, boolean searchPerAnswer) {

    Price {
        tariffs = Map.copyOf(tariffs);
        factors = Map.copyOf(factors);
    }

    @Nullable Tariff tariff(String tier) {
        return tariffs.get(tier);
    }
}
