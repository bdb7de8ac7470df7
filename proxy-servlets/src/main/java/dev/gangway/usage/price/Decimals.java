package dev.gangway.usage.price;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Amounts of money, exact: a {@code double} never stands between the file and the sum. */
public final class Decimals {

    private static final int LONGEST = 60;
    private static final int MOST_DIGITS = 40;

    private Decimals() {}

    /** The number that {@code text} is; null where it is none, is negative, or has absurdly many digits. */
    public static @Nullable BigDecimal parse(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return null;
        }
        try {
            BigDecimal value = new BigDecimal(text);
            return value.signum() >= 0 && isSane(value) ? value : null;
        } catch (NumberFormatException | ArithmeticException e) {
            return null;
        }
    }

    /** A price may also be written as a string. */
    static @Nullable BigDecimal parse(JsonNode node) {
        return node.isNumber() || node.isString() ? parse(node.asString()) : null;
    }

    /** Without zeros at the end, and never in the form {@code 1E+1}. */
    static BigDecimal plain(BigDecimal value) {
        BigDecimal plain = value.stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }

    /** A huge exponent would make sums of millions of digits. */
    private static boolean isSane(BigDecimal value) {
        return value.precision() <= MOST_DIGITS && value.scale() <= MOST_DIGITS && value.scale() >= -MOST_DIGITS;
    }
}
