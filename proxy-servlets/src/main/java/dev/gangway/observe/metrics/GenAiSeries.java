package dev.gangway.observe.metrics;

import dev.gangway.observe.ExchangeRecord.Timing;
import dev.gangway.usage.Unit;
import dev.gangway.usage.Usage;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The {@code gen_ai} metrics for one combination of labels. */
interface GenAiSeries {

    /** An exchange took as long as {@code timing} says. */
    void took(Timing timing);

    /** An exchange used {@code usage}. */
    void used(Usage usage);

    static @Nullable Double amount(Usage usage, Unit unit) {
        BigDecimal amount = usage.amount(unit);
        return amount == null ? null : (Double) amount.doubleValue();
    }
}
