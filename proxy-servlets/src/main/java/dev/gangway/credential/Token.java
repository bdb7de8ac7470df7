package dev.gangway.credential;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a token service issued.
 *
 * @param value the token; prints as {@code ****}
 * @param expiresAt when it is good for nothing, or null where it never is
 */
public record Token<T>(T value, @Nullable Instant expiresAt) {

    @Override
    public String toString() {
        return "Token[****, " + expiresAt + "]";
    }
}
