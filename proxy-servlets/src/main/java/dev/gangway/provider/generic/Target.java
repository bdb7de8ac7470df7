package dev.gangway.provider.generic;

import dev.gangway.provider.Upstream;
import java.net.URI;

/**
 * The URL that a route leads to.
 *
 * @param upstream where it is
 * @param endsWithSlash whether a request for the route itself goes to a path that ends with a slash
 */
public record Target(Upstream upstream, boolean endsWithSlash) {

    /** Reads an absolute URL; its query is not looked at. */
    public static Target of(URI uri) {
        String path = uri.getRawPath();
        return new Target(Upstream.of(uri), path != null && path.length() > 1 && path.endsWith("/"));
    }

    String path(String below) {
        return below.isEmpty() && endsWithSlash ? "/" : below;
    }
}
