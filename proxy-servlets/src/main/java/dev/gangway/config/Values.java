package dev.gangway.config;

import dev.gangway.usage.price.Decimals;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts to values. No message repeats the text. */
final class Values {

    /** The word that switches a limit off. */
    static final String NONE = "none";

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,18})([a-z]*)");
    private static final Pattern PROJECT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.:_-]{0,99}");
    private static final Pattern LOCATION = Pattern.compile("[a-z0-9-]{1,40}");
    private static final Pattern API_VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,39}");

    private Values() {}

    static Duration duration(String text) throws BadValue {
        Matcher match = DURATION.matcher(text);
        if (!match.matches()) {
            throw new BadValue("must be a duration such as 500ms, 5s, 2m or 1h");
        }
        long amount = Long.parseLong(match.group(1));
        if (amount == 0) {
            throw new BadValue("must be longer than 0");
        }
        return switch (match.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    /** A number of bytes; {@code none} is {@link Long#MAX_VALUE}. */
    static long size(String text) throws BadValue {
        if (text.equals(NONE)) {
            return Long.MAX_VALUE;
        }
        Matcher match = SIZE.matcher(text.toLowerCase(Locale.ROOT));
        long unit = match.matches() ? unit(match.group(2)) : 0;
        if (unit == 0) {
            throw new BadValue("must be none or a number of bytes such as 1048576, 512KiB, 10MiB, 1GiB or 10MB");
        }
        try {
            long bytes = Math.multiplyExact(Long.parseLong(match.group(1)), unit);
            if (bytes > 0) {
                return bytes;
            }
            throw new BadValue("must be at least 1 byte; none means no limit");
        } catch (ArithmeticException e) {
            throw new BadValue("is too large; none means no limit");
        }
    }

    private static long unit(String name) {
        return switch (name) {
            case "", "b" -> 1;
            case "kib" -> 1L << 10;
            case "mib" -> 1L << 20;
            case "gib" -> 1L << 30;
            case "kb" -> 1_000;
            case "mb" -> 1_000_000;
            case "gb" -> 1_000_000_000;
            default -> 0;
        };
    }

    static int count(String text) throws BadValue {
        try {
            int count = Integer.parseInt(text);
            if (count >= 1) {
                return count;
            }
        } catch (NumberFormatException e) {
            // Falls through to the same message.
        }
        throw new BadValue("must be a whole number from 1 to " + Integer.MAX_VALUE);
    }

    static boolean flag(String text) throws BadValue {
        if (!text.equals("true") && !text.equals("false")) {
            throw new BadValue("must be true or false");
        }
        return text.equals("true");
    }

    /** US dollars. */
    static BigDecimal dollars(String text) throws BadValue {
        BigDecimal amount = Decimals.parse(text);
        if (amount == null) {
            throw new BadValue("must be an amount of US dollars such as 0.02 or 12");
        }
        return amount;
    }

    static BigDecimal factor(String text) throws BadValue {
        BigDecimal factor = Decimals.parse(text);
        if (factor == null || factor.signum() == 0) {
            throw new BadValue("must be a number above 0 such as 1.2");
        }
        return factor;
    }

    /** A key's name goes to logs, metrics and signatures. */
    static String name(String text) throws BadValue {
        if (text.length() > 64 || text.isBlank() || text.chars().anyMatch(Character::isISOControl)) {
            throw new BadValue("must be a name of at most 64 characters, none of them a control character");
        }
        return text;
    }

    /** A key travels in a header; better to find a stray newline at start than on every request. */
    static String key(String text) throws BadValue {
        if (!text.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw new BadValue("has a space, a line break or another character that a key cannot have");
        }
        return text;
    }

    /** The project becomes part of the path upstream. */
    static String project(String text) throws BadValue {
        return matching(PROJECT, text, "must be a Google Cloud project id or number");
    }

    static String location(String text) throws BadValue {
        return matching(LOCATION, text, "must be a location such as us-central1: 1 to 40 of a-z, 0-9 and -");
    }

    /** The api-version becomes part of the query upstream. */
    static String apiVersion(String text) throws BadValue {
        return matching(API_VERSION, text, "must be an api-version such as 2024-10-21 or preview");
    }

    static Path path(String text) throws BadValue {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new BadValue("must be the path of a file");
        }
    }

    private static String matching(Pattern pattern, String text, String message) throws BadValue {
        if (!pattern.matcher(text).matches()) {
            throw new BadValue(message);
        }
        return text;
    }
}
