package dev.gangway.observe;

import java.time.Instant;

/** Writes instants as {@link Instant#toString} does, in a part of its time: most share their second with the last one. */
final class Timestamps {

    private static final int NANOS_PER_SECOND = 1_000_000_000;
    private static final int NANOS_PER_MILLI = 1_000_000;
    private static final int NANOS_PER_MICRO = 1_000;

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
        int digits = nanos % NANOS_PER_MILLI == 0 ? 3 : nanos % NANOS_PER_MICRO == 0 ? 6 : 9;
        text.append(Integer.toString(NANOS_PER_SECOND + nanos), 1, 1 + digits);
    }
}
