package dev.gangway.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code defaults} block: settings that every route has unless it says otherwise. It is merged into the routes before
 * they are read, so that they are checked where they stand.
 */
final class RouteDefaults {

    static final List<String> SETTINGS = List.of(
            "headers",
            "drop-headers",
            "query",
            "methods",
            "callers",
            "timeouts",
            "max-request-body",
            "cost-per-request",
            "require-price",
            "trust-upstream-cost",
            "request-stream-usage",
            "include-cost-in-stream",
            "cost-header");

    private final Map<String, Node> defaults;

    private RouteDefaults(Map<String, Node> defaults) {
        this.defaults = defaults;
    }

    /** Reads the block where there is one. */
    static RouteDefaults of(Node.@Nullable Mapping block) {
        Map<String, Node> known = new LinkedHashMap<>();
        if (block != null) {
            block.entries().forEach((name, value) -> {
                if (SETTINGS.contains(name)) {
                    known.put(name, value);
                }
            });
        }
        return new RouteDefaults(known);
    }

    /** {@code route} with what it does not say itself. */
    Node complete(Node route) {
        if (defaults.isEmpty() || !(route instanceof Node.Mapping mapping)) {
            return route;
        }
        Map<String, Node> entries = new LinkedHashMap<>(mapping.entries());
        defaults.forEach((name, value) -> {
            Node own = entries.get(name);
            entries.put(name, own == null ? value : merged(value, own));
        });
        return new Node.Mapping(mapping.place(), entries);
    }

    /** Blocks are merged name by name; of anything else the route's own is taken. */
    private static Node merged(Node common, Node own) {
        if (!(common instanceof Node.Mapping defaults) || !(own instanceof Node.Mapping route)) {
            return own;
        }
        Map<String, Node> entries = new LinkedHashMap<>(defaults.entries());
        for (Map.Entry<String, Node> entry : route.entries().entrySet()) {
            entries.keySet().removeIf(name -> name.equalsIgnoreCase(entry.getKey()));
            entries.put(entry.getKey(), entry.getValue());
        }
        return new Node.Mapping(own.place(), entries);
    }
}
