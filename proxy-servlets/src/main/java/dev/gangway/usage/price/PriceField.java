package dev.gangway.usage.price;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A field of a price row, by its name: {@code rate[_above_272k_tokens][_flex]}; older names have the tier first.
 *
 * @param rate what is priced
 * @param above the most input tokens at which the rate does not apply yet; 0 for the rate that applies from the first
 * @param tier the service tier, as in {@link Tier}
 */
public record PriceField(Rate rate, long above, String tier) {

    private static final String ABOVE = "_above_";
    private static final String TOKENS = "_tokens";
    private static final Set<String> OTHERS = Set.of(
            "tiered_pricing",
            "web_search_billing_unit",
            "provider_specific_entry",
            "regional_endpoint_uplift_multiplier",
            "regional_processing_uplift_multiplier_eu",
            "regional_processing_uplift_multiplier_us",
            "litellm_provider",
            "mode");

    /** Whether a row's field means something here. */
    public static boolean isKnown(String name) {
        return OTHERS.contains(name) || parse(name) != null;
    }

    static @Nullable PriceField parse(String name) {
        String tier = tier(name);
        String rest = without(tier, name);
        long above = 0;
        int at = rest.lastIndexOf(ABOVE);
        if (at >= 0 && rest.endsWith(TOKENS)) {
            above = count(rest.substring(
                    at + ABOVE.length(), Math.max(at + ABOVE.length(), rest.length() - TOKENS.length())));
            rest = rest.substring(0, at);
        }
        if (tier.isEmpty()) {
            tier = tier(rest);
            rest = without(tier, rest);
        }
        Rate rate = Rate.byField().get(rest);
        return rate == null || above < 0 ? null : new PriceField(rate, above, tier);
    }

    private static String tier(String name) {
        for (String tier : Tier.SUFFIXES) {
            if (name.endsWith("_" + tier)) {
                return tier;
            }
        }
        return Tier.STANDARD;
    }

    private static String without(String tier, String name) {
        return tier.isEmpty() ? name : name.substring(0, name.length() - tier.length() - 1);
    }

    /** {@code 272k} or {@code 272000}; -1 for anything else. */
    private static long count(String text) {
        boolean thousands = text.endsWith("k");
        String digits = thousands ? text.substring(0, text.length() - 1) : text;
        boolean plain =
                !digits.isEmpty() && digits.length() < 10 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return plain ? Long.parseLong(digits) * (thousands ? 1000 : 1) : -1;
    }
}
