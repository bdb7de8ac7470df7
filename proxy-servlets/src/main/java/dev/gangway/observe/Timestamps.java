package dev.gangway.observe;

import java.time.Instant;

/** Writes instants as {@link Instant#toString} does, in a part of its time: most share their second with the last one. */
final class Timestamps {

    private static final int NANOS_DIGITS = 9;
    private static final int GROUP = 3;

    private static volatile Second last = new Second(0, "1970-01-01T00:00:00");

    private record Second(long epoch, String text) {}

    private Timestamps() {}

    static String of(Instant instant) {
        StringBuilder text = new StringBuilder(32).append(second(instant.getEpochSecond()));
        int nanos = instant.getNano();
        if (nanos != 0) {
            fraction(text.append('.'), nanos);
        }
        return text.append('Z').toString();
    }

    private static String second(long epoch) {
        Second known = last;
        if (known.epoch != epoch) {
            String text = Instant.ofEpochSecond(epoch).toString();
            known = new Second(epoch, text.substring(0, text.length() - 1));
            last = known;
        }
        return known.text;
    }

    /** Nine digits without the groups of zeros at their end. */
    private static void fraction(StringBuilder text, int nanos) {
        String digits = Integer.toString(nanos);
        for (int i = digits.length(); i < NANOS_DIGITS; i++) {
            text.append('0');
        }
        text.append(digits);
        while (text.indexOf("000", text.length() - GROUP) >= 0) {
            text.setLength(text.length() - GROUP);
        }
    }
}
