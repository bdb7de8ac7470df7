package dev.gangway.config;

import dev.gangway.usage.price.PriceSettings;
import dev.gangway.usage.price.PriceTable;
import java.util.List;

/**
 * The {@code prices} block.
 *
 * @param table the rows of {@code file}, or of the snapshot that is shipped, with those of {@code models} over them
 * @param bad rows of {@code file} that were left out, each with the reason
 * @param settings all else
 */
public record PricesConfig(PriceTable table, List<String> bad, PriceSettings settings) {

    public PricesConfig {
        bad = List.copyOf(bad);
    }
}
