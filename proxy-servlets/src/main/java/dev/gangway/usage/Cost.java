package dev.gangway.usage;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an exchange cost.
 *
 * @param usd in US dollars, or null where it is not known; never zero because it is not known
 * @param price what it was computed by: the name of a row of the price table, or one of the words below; null where
 *     nothing was computed
 * @param unpricedUnits what was used but has no price, such as {@code web_search}; not in {@code usd}
 */
public record Cost(@Nullable BigDecimal usd, @Nullable String price, List<String> unpricedUnits) {

    /** The model, or its service tier, has no price. */
    public static final String UNPRICED = "unpriced";

    /** The operation costs nothing, such as counting tokens. */
    public static final String NOT_BILLABLE = "not-billable";

    /** Paid for by the hour, such as provisioned throughput. */
    public static final String PREPAID = "prepaid";

    /** The same usage was billed before, such as a poll of a background answer. */
    public static final String REPEAT = "repeat";

    /** Nothing is known. */
    public static final Cost UNKNOWN = new Cost(null, null, List.of());

    public Cost {
        unpricedUnits = List.copyOf(unpricedUnits);
    }
}
