package dev.gangway.usage;

import dev.gangway.usage.UsageFormat.Term;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Amounts by slot. What a document says counts once the document is whole: a torn one says nothing. */
final class Amounts {

    private static final int LONGEST_NUMBER = 30;
    private static final int LONGEST_LONG = 18;

    private final boolean each;
    private final @Nullable BigDecimal[] settled;
    private final @Nullable BigDecimal[] inDocument;
    private boolean changed;

    Amounts(int slots, boolean each) {
        this.each = each;
        this.settled = new BigDecimal[slots];
        this.inDocument = new BigDecimal[slots];
    }

    void set(int slot, BigDecimal value) {
        inDocument[slot] = value;
        changed = true;
    }

    void add(int slot, BigDecimal value) {
        BigDecimal before = inDocument[slot];
        set(slot, before == null ? value : before.add(value));
    }

    void documentEnded() {
        if (!changed) {
            return;
        }
        for (int slot = 0; slot < settled.length; slot++) {
            BigDecimal now = inDocument[slot];
            BigDecimal before = settled[slot];
            if (now != null) {
                settled[slot] = each && before != null ? before.add(now) : now;
            }
        }
        forget();
    }

    /** Forgets a document that did not come to its end. */
    void forget() {
        if (changed) {
            Arrays.fill(inDocument, null);
            changed = false;
        }
    }

    /** {@code sums}, with those that are known. Terms that are not there add nothing; a sum of none is not known. */
    <K> Map<K, BigDecimal> sums(Map<K, List<Term>> wanted, Map<K, BigDecimal> sums) {
        wanted.forEach((key, terms) -> {
            for (Term term : terms) {
                BigDecimal amount = amount(term);
                if (amount != null) {
                    sums.merge(key, amount, BigDecimal::add);
                }
            }
        });
        return sums;
    }

    private @Nullable BigDecimal amount(Term term) {
        for (int slot : term.slots()) {
            if (settled[slot] != null) {
                return settled[slot];
            }
        }
        return null;
    }

    /** A count is never negative, and none is this long: what is, is garbage. */
    static @Nullable BigDecimal parse(String digits) {
        if (digits.length() > LONGEST_NUMBER
                || digits.startsWith("-")
                || digits.indexOf('e') >= 0
                || digits.indexOf('E') >= 0) {
            return null;
        }
        try {
            return digits.length() <= LONGEST_LONG && digits.indexOf('.') < 0
                    ? BigDecimal.valueOf(Long.parseLong(digits)) // the same, in a part of its time
                    : new BigDecimal(digits);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
