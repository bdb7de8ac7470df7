package dev.gangway.provider;

import org.jspecify.annotations.Nullable;

/** What a provider may know of a request: a lazy view, everything raw, nothing copied. */
public interface RequestHead {

    /** The method, as sent. */
    String method();

    /** What came before {@link #path()}: context path and route path, raw. */
    String prefix();

    /** The same as the client knows it: a reverse proxy before the gateway may have cut the public URL's path off. */
    String publicPrefix();

    /** The raw path below the route's prefix: empty, or starts with a slash. */
    String path();

    /** The raw query without the question mark, or null where there is none. */
    @Nullable String query();

    /** The first value of the header {@code name}, in any case, or null. */
    @Nullable String header(String name);
}
