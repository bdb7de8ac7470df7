package dev.gangway.examples.standin;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/** Ids and times as providers make them. */
final class Ids {
    private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private Ids() {}

    static String next(String prefix, int length) {
        return prefix + digits(length, ALPHABET.length());
    }

    static String hex(int length) {
        return digits(length, 16);
    }

    static String uuid() {
        return UUID.randomUUID().toString();
    }

    static long now() {
        return Instant.now().getEpochSecond();
    }

    static String isoNow() {
        return isoIn(0);
    }

    static String isoIn(long seconds) {
        return Instant.now()
                .truncatedTo(ChronoUnit.SECONDS)
                .plusSeconds(seconds)
                .toString();
    }

    private static String digits(int length, int radix) {
        return ThreadLocalRandom.current()
                .ints(length, 0, radix)
                .mapToObj(digit -> ALPHABET.substring(digit, digit + 1))
                .collect(Collectors.joining());
    }
}
