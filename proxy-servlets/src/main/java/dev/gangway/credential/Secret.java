package dev.gangway.credential;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;

/**
 * A value that must never be printed: {@link #toString()} gives {@code ****}.
 *
 * <p>An empty secret means "not configured". Comparison is in constant time, so that a caller cannot find a gateway
 * key byte by byte.
 */
public final class Secret {

    /** The secret that is not configured. */
    public static final Secret NONE = new Secret("");

    private final String value;

    private Secret(String value) {
        this.value = Objects.requireNonNull(value);
    }

    /** Wraps {@code value}, which may be empty but not null. */
    public static Secret of(String value) {
        return value.isEmpty() ? NONE : new Secret(value);
    }

    /** Whether there is nothing to reveal. */
    public boolean isEmpty() {
        return value.isEmpty();
    }

    /** The plain value, for the wire only. */
    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that
                && MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.UTF_8), that.value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "****";
    }
}
