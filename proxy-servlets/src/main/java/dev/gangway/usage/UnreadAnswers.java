package dev.gangway.usage;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** Counts the answers whose usage could not be read, of all gateways in this JVM. */
public final class UnreadAnswers {

    /** Why an answer could not be read. */
    public enum Why {
        /** Its Content-Encoding is none that is known here, such as {@code br} without jetty-compression-brotli. */
        ENCODING,
        /** A fault of ours. */
        FAULT
    }

    private static final Map<Why, LongAdder> COUNTS =
            new EnumMap<>(Map.of(Why.ENCODING, new LongAdder(), Why.FAULT, new LongAdder()));

    private UnreadAnswers() {}

    /** Counts one. */
    public static void count(Why why) {
        adder(why).increment();
    }

    /** How many there were since the start. */
    public static long of(Why why) {
        return adder(why).sum();
    }

    private static LongAdder adder(Why why) {
        return Objects.requireNonNull(COUNTS.get(why));
    }
}
