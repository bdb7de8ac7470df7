package dev.gangway.credential;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A request that is about to go upstream.
 *
 * @param method as it goes on the wire
 * @param origin scheme, host and, where it is not the scheme's own, port
 * @param target raw path and query
 * @param headers in lower case, with their values
 * @param body opens the whole body, each time anew; null where it has none, or where nobody asked for it
 * @param inMemory whether reading the body blocks nobody
 */
public record Outgoing(
        String method,
        String origin,
        String target,
        Map<String, List<String>> headers,
        @Nullable Supplier<InputStream> body,
        boolean inMemory) {

    /** Headers and query may hold what is secret. */
    @Override
    public String toString() {
        return method + " " + origin;
    }
}
