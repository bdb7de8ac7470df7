package dev.gangway.route;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All routes. The longest prefix that ends on a segment boundary wins; the cost does not grow with their number. */
public final class RouteTable {

    private final Map<String, Route> byPath;

    /** Holds {@code routes}, no two with the same path. */
    public RouteTable(Collection<Route> routes) {
        Map<String, Route> map = new HashMap<>();
        for (Route route : routes) {
            if (map.put(route.path(), route) != null) {
                throw new IllegalArgumentException("two routes with path " + route.path());
            }
        }
        this.byPath = Map.copyOf(map);
    }

    /** The route of a raw path below the context path, or null. Compared as it is: an encoded prefix matches nothing. */
    public @Nullable Route match(String rawPath) {
        for (int end = rawPath.length(); end > 0; end = rawPath.lastIndexOf('/', end - 1)) {
            Route route = byPath.get(rawPath.substring(0, end));
            if (route != null && (route.reach().subpaths() || end == rawPath.length())) {
                return route;
            }
        }
        return null;
    }

    /** All routes, in no order. */
    public Collection<Route> routes() {
        return byPath.values();
    }
}
