package dev.gangway.observe.jmx;

import dev.gangway.observe.ExchangeRecord;
import dev.gangway.observe.GenAi;
import dev.gangway.usage.Cost;
import dev.gangway.usage.Unit;
import java.math.BigDecimal;
import java.util.function.IntSupplier;

/** Counts; written by the one thread that tells listeners, read by any. */
final class RouteBean implements RouteMXBean {

    private final IntSupplier inFlight;
    private long exchanges;
    private long errors;
    private BigDecimal input = BigDecimal.ZERO;
    private BigDecimal output = BigDecimal.ZERO;
    private BigDecimal cost = BigDecimal.ZERO;
    private long unpriced;
    private double millis;
    private double longest;

    RouteBean(IntSupplier inFlight) {
        this.inFlight = inFlight;
    }

    synchronized void count(ExchangeRecord exchange) {
        double took = exchange.timing().durationMillis();
        exchanges++;
        errors += GenAi.error(exchange) == null ? 0 : 1;
        millis += took;
        longest = Math.max(longest, took);
        Cost priced = exchange.cost();
        if (!Cost.REPEAT.equals(priced.price())) {
            input = input.add(amount(exchange, Unit.INPUT_TOKENS));
            output = output.add(amount(exchange, Unit.OUTPUT_TOKENS));
        }
        if (priced.usd() != null) {
            cost = cost.add(priced.usd());
        } else if (Cost.UNPRICED.equals(priced.price())) {
            unpriced++;
        }
    }

    private static BigDecimal amount(ExchangeRecord exchange, Unit unit) {
        BigDecimal amount = exchange.usage().amount(unit);
        return amount == null ? BigDecimal.ZERO : amount;
    }

    @Override
    public int getInFlight() {
        return inFlight.getAsInt();
    }

    @Override
    public synchronized long getExchanges() {
        return exchanges;
    }

    @Override
    public synchronized long getErrors() {
        return errors;
    }

    @Override
    public synchronized long getInputTokens() {
        return input.longValue();
    }

    @Override
    public synchronized long getOutputTokens() {
        return output.longValue();
    }

    @Override
    public synchronized String getCostUsd() {
        return cost.toPlainString();
    }

    @Override
    public synchronized long getUnpriced() {
        return unpriced;
    }

    @Override
    public synchronized double getMeanDurationMillis() {
        return exchanges == 0 ? Double.NaN : millis / exchanges;
    }

    @Override
    public synchronized double getLongestDurationMillis() {
        return longest;
    }
}
