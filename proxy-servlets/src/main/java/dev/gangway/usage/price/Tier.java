package dev.gangway.usage.price;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The service tiers that answers name, and what the price file calls them. */
final class Tier {

    static final String STANDARD = "";
    static final String BATCH = "batches";

    /** Paid for by the hour or in advance. No row has it. */
    static final String PREPAID = "prepaid";

    /** The ends of field names. */
    static final List<String> SUFFIXES = List.of("priority", "flex", BATCH, "balanced", "ultrafast");

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("default", STANDARD),
            Map.entry("standard", STANDARD),
            Map.entry("auto", STANDARD),
            Map.entry("on_demand", STANDARD),
            Map.entry("traffic_type_unspecified", STANDARD),
            Map.entry("unspecified", STANDARD),
            Map.entry("batch", BATCH),
            Map.entry("fast", "priority"),
            Map.entry("on_demand_priority", "priority"),
            Map.entry("on_demand_flex", "flex"),
            Map.entry("scale", PREPAID),
            Map.entry("reserved", PREPAID),
            Map.entry("provisioned_throughput", PREPAID));

    private Tier() {}

    /** The tier that an answer was served in; one that is not known is itself, and no row has it. */
    static String of(@Nullable String named) {
        if (named == null) {
            return STANDARD;
        }
        String word = named.toLowerCase(Locale.ROOT);
        return WORDS.getOrDefault(word, word);
    }
}
