package dev.gangway.usage.price;

import dev.gangway.usage.Usage;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What token prices are multiplied with, by where and how fast an answer was made. */
final class Factors {

    private static final Set<String> PLAIN = Set.of("global", "not_available", "standard");

    private Factors() {}

    /** The product of all factors; null where one of them is not known. */
    static @Nullable BigDecimal of(Price price, Call call, Usage usage) {
        BigDecimal speed = said(price, usage.traits().get("speed"));
        BigDecimal geo = said(price, usage.traits().get("inference_geo"));
        return speed == null || geo == null ? null : speed.multiply(geo).multiply(region(price, call));
    }

    /** What the answer itself says that it was. */
    private static @Nullable BigDecimal said(Price price, @Nullable String word) {
        String key = word == null ? "" : word.toLowerCase(Locale.ROOT);
        return key.isEmpty() || PLAIN.contains(key)
                ? BigDecimal.ONE
                : price.factors().get(key);
    }

    /** Most rows cost the same everywhere, and then have no such factor. */
    private static BigDecimal region(Price price, Call call) {
        String region = call.region();
        if (region == null || PLAIN.contains(region)) {
            return BigDecimal.ONE;
        }
        String key = call.provider().equals("vertex") ? "region" : "region:" + region;
        return price.factors().getOrDefault(key, BigDecimal.ONE);
    }
}
