package dev.gangway.migrate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Other gateways' ways of writing values, in ours. */
final class Values {

    private static final String BEARER = "bearer ";

    private Values() {}

    /** {@code os.environ/NAME} in {@code text}, where the name goes on to its end, or {@code env.NAME} alone. */
    static String expression(String text) {
        int at = text.indexOf("os.environ/");
        if (at >= 0) {
            return escaped(text.substring(0, at)) + variable(text.substring(at + "os.environ/".length()));
        }
        return text.startsWith("env.") ? variable(text.substring("env.".length())) : escaped(text);
    }

    /** The same, where an empty value would be of no use. */
    static String required(String text) {
        return expression(text).replace(":-}", "}");
    }

    private static String variable(String name) {
        return "${" + name.strip() + ":-}";
    }

    private static String escaped(String text) {
        return text.replace("${", "$${");
    }

    /** A list of one key. */
    static List<Map<String, Object>> keys(@Nullable String name, String value) {
        Map<String, Object> key = new LinkedHashMap<>();
        if (name != null) {
            key.put("name", name);
        }
        key.put("value", expression(value));
        return List.of(key);
    }

    /** What follows {@code Bearer}, or null where {@code text} is something else. */
    static @Nullable String bearer(String text) {
        return text.toLowerCase(Locale.ROOT).startsWith(BEARER)
                ? text.substring(BEARER.length()).strip()
                : null;
    }

    /** Seconds, perhaps with a fraction, as a duration; null where {@code text} is no number above 0. */
    static @Nullable String seconds(@Nullable String text) {
        try {
            BigDecimal millis = new BigDecimal(text == null ? "" : text).movePointRight(3);
            long whole = millis.setScale(0, RoundingMode.CEILING).longValueExact();
            if (whole < 1) {
                return null;
            }
            return whole % 1000 == 0 ? whole / 1000 + "s" : whole + "ms";
        } catch (ArithmeticException | NumberFormatException e) {
            return null;
        }
    }
}
