package dev.gangway.usage.price;

import dev.gangway.usage.Cost;
import dev.gangway.usage.Unit;
import dev.gangway.usage.Usage;
import dev.gangway.usage.price.Tariff.Step;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The arithmetic of one exchange: what was used, each at its rate. */
final class Bill {

    private static final String WEB_SEARCH = "web_search";

    private final Price price;
    private final boolean batch;
    private final Call call;
    private final Usage usage;
    private final @Nullable Step step;
    private final Set<String> unpriced = new TreeSet<>();
    private BigDecimal sum = BigDecimal.ZERO;
    private boolean priced;

    Bill(Price price, String tier, Call call, Usage usage) {
        this.price = price;
        this.batch = tier.equals(Tier.BATCH);
        this.call = call;
        this.usage = usage;
        this.step = price.step(tier, amount(Unit.INPUT_TOKENS));
    }

    Cost total(BigDecimal factor) {
        Step rates = step;
        BigDecimal multiple = Factors.of(price, call, usage);
        if (rates == null || multiple == null) {
            return new Cost(null, Cost.UNPRICED, List.of());
        }
        if (rates.pricesTokens() && counts(Unit.INPUT_TOKENS, Unit.OUTPUT_TOKENS)) {
            input(rates);
            output(rates);
            sum = sum.multiply(multiple);
        } else {
            pieces(rates);
        }
        line(Unit.PAGES, amount(Unit.PAGES), rates, Rate.PAGE);
        line(Unit.SEARCHES, amount(Unit.SEARCHES), rates, Rate.QUERY);
        usage.toolCalls().forEach((tool, calls) -> fee(Fee.of(tool), tool, calls, rates));
        if (price.searchesAlways() && !usage.toolCalls().containsKey(WEB_SEARCH)) {
            // How many answers a batch has, its usage does not say.
            line(WEB_SEARCH, BigDecimal.ONE, batch ? null : rates.rate(Rate.WEB_SEARCH));
        }
        return cost(factor);
    }

    /** Without a price for plain input or output nothing that could be said would be near the truth. */
    private Cost cost(BigDecimal factor) {
        boolean known = (priced || unpriced.isEmpty())
                && !unpriced.contains(Unit.INPUT_TOKENS.label())
                && !unpriced.contains(Unit.OUTPUT_TOKENS.label());
        List<String> units = List.copyOf(unpriced);
        return known
                ? new Cost(Decimals.plain(sum.multiply(factor)), price.name(), units)
                : new Cost(null, Cost.UNPRICED, units);
    }

    private void fee(Fee fee, String tool, BigDecimal calls, Step rates) {
        if (fee != Fee.NONE) {
            BigDecimal billed = fee.billed(calls, price.searchPerAnswer());
            line(tool, billed, fee.rate() == null ? null : rates.rate(fee.rate()));
        }
    }

    /** What was read from or written to the cache is input too, and is priced apart; so is what is not text. */
    private void input(Step rates) {
        BigDecimal read = amount(Unit.CACHE_READ_TOKENS);
        BigDecimal written = amount(Unit.CACHE_WRITE_TOKENS);
        BigDecimal longLived = amount(Unit.CACHE_WRITE_1H_TOKENS);
        BigDecimal fresh = less(amount(Unit.INPUT_TOKENS), read.add(written));
        BigDecimal audio = amount(Unit.AUDIO_INPUT_TOKENS).min(fresh);
        BigDecimal image = amount(Unit.IMAGE_INPUT_TOKENS).min(less(fresh, audio));
        line(Unit.INPUT_TOKENS, less(fresh, audio.add(image)), rates, Rate.INPUT);
        line(Unit.AUDIO_INPUT_TOKENS, audio, rates, Rate.AUDIO_INPUT);
        line(Unit.IMAGE_INPUT_TOKENS, image, rates, Rate.IMAGE_INPUT);
        line(Unit.CACHE_READ_TOKENS, read, rates, Rate.CACHE_READ);
        line(Unit.CACHE_WRITE_TOKENS, less(written, longLived), rates, Rate.CACHE_WRITE);
        line(Unit.CACHE_WRITE_1H_TOKENS, longLived, rates, Rate.CACHE_WRITE_1H);
    }

    private void output(Step rates) {
        BigDecimal all = amount(Unit.OUTPUT_TOKENS);
        BigDecimal reasoning = amount(Unit.REASONING_TOKENS).min(all);
        BigDecimal audio = amount(Unit.AUDIO_OUTPUT_TOKENS).min(less(all, reasoning));
        BigDecimal image = amount(Unit.IMAGE_OUTPUT_TOKENS).min(less(all, reasoning.add(audio)));
        line(Unit.OUTPUT_TOKENS, less(all, reasoning.add(audio).add(image)), rates, Rate.OUTPUT);
        line(Unit.REASONING_TOKENS, reasoning, rates, Rate.REASONING);
        line(Unit.AUDIO_OUTPUT_TOKENS, audio, rates, Rate.AUDIO_OUTPUT);
        line(Unit.IMAGE_OUTPUT_TOKENS, image, rates, Rate.IMAGE_OUTPUT);
    }

    /** Without token prices, or tokens to price: by the image, the second and the character. */
    private void pieces(Step rates) {
        if (!counts(Unit.IMAGES, Unit.SECONDS, Unit.CHARACTERS, Unit.PAGES, Unit.SEARCHES)) {
            line(Unit.INPUT_TOKENS, amount(Unit.INPUT_TOKENS), null);
            line(Unit.OUTPUT_TOKENS, amount(Unit.OUTPUT_TOKENS), null);
        }
        line(Unit.IMAGES, amount(Unit.IMAGES), first(rates, Rate.IMAGE, Rate.IMAGE_GIVEN));
        line(
                Unit.SECONDS,
                amount(Unit.SECONDS),
                first(rates, Rate.VIDEO_SECOND, Rate.SECOND, Rate.AUDIO_SECOND, Rate.SECOND_GIVEN));
        line(Unit.CHARACTERS, amount(Unit.CHARACTERS), rates, Rate.CHARACTER);
    }

    /** The first of {@code kinds} with a price; zero counts only where no other has one. */
    private static @Nullable BigDecimal first(Step rates, Rate... kinds) {
        BigDecimal found = null;
        for (Rate kind : kinds) {
            BigDecimal rate = rates.rate(kind);
            if (rate != null && (found == null || found.signum() == 0)) {
                found = rate;
            }
        }
        return found;
    }

    /** Most units are not there, and need no rate. */
    private void line(Unit unit, BigDecimal amount, Step rates, Rate kind) {
        if (amount.signum() != 0) {
            line(unit.label(), amount, rates.rate(kind));
        }
    }

    private void line(Unit unit, BigDecimal amount, @Nullable BigDecimal rate) {
        line(unit.label(), amount, rate);
    }

    /** {@code amount} of {@code what}, or a word that it has no price. */
    private void line(String what, BigDecimal amount, @Nullable BigDecimal rate) {
        if (amount.signum() == 0) {
            return;
        }
        if (rate == null) {
            unpriced.add(what);
        } else {
            priced = true;
            sum = sum.add(amount.multiply(rate));
        }
    }

    private boolean counts(Unit... units) {
        for (Unit unit : units) {
            if (usage.amount(unit) != null) {
                return true;
            }
        }
        return false;
    }

    /** What is not said adds nothing. */
    private BigDecimal amount(Unit unit) {
        BigDecimal amount = usage.amount(unit);
        return amount == null ? BigDecimal.ZERO : amount;
    }

    private static BigDecimal less(BigDecimal all, BigDecimal part) {
        return part.signum() == 0 ? all : all.subtract(part).max(BigDecimal.ZERO);
    }
}
