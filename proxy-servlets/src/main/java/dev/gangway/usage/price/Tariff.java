package dev.gangway.usage.price;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rates of one service tier. How much goes in decides which step of them applies, and it applies to all of it.
 *
 * @param steps by {@code above}, ascending; never empty
 */
record Tariff(List<Step> steps) {

    /**
     * The rates for more than {@code above} input tokens. A rate that is not there is not known.
     *
     * @param pricesTokens whether tokens are what is paid for
     */
    record Step(BigDecimal above, Map<Rate, BigDecimal> rates, boolean pricesTokens) {

        Step(BigDecimal above, Map<Rate, BigDecimal> rates) {
            this(above, Map.copyOf(rates), pricesTokens(rates));
        }

        /** Where tokens cost nothing and a piece costs something, pieces are. */
        private static boolean pricesTokens(Map<Rate, BigDecimal> rates) {
            boolean has = rates.containsKey(Rate.INPUT) || rates.containsKey(Rate.OUTPUT);
            return has && (cost(rates, false) || !cost(rates, true));
        }

        private static boolean cost(Map<Rate, BigDecimal> rates, boolean pieces) {
            return rates.entrySet().stream()
                    .filter(rate -> !Rate.FEES.contains(rate.getKey()))
                    .filter(rate -> Rate.PIECES.contains(rate.getKey()) == pieces)
                    .anyMatch(rate -> rate.getValue().signum() > 0);
        }

        @Nullable BigDecimal rate(Rate rate) {
            return rates.get(rate);
        }
    }

    Tariff {
        steps = List.copyOf(steps);
    }

    /** Whether {@code input} tokens cost the same however they are parted. */
    boolean isSame(BigDecimal input) {
        return steps.size() == 1 || input.compareTo(steps.get(1).above()) <= 0;
    }

    Step at(BigDecimal input) {
        Step found = steps.get(0);
        for (Step step : steps) {
            if (input.compareTo(step.above()) > 0) {
                found = step;
            }
        }
        return found;
    }
}
