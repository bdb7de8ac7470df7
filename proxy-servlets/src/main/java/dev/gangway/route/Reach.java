package dev.gangway.route;

import java.util.List;

/**
 * How much of what is below its prefix a route serves.
 *
 * @param subpaths whether paths longer than the prefix are the route's
 * @param methods the methods, in upper case; empty for all
 * @param allow the only calls that pass; empty for all
 */
public record Reach(boolean subpaths, List<String> methods, List<AllowedCall> allow) {

    /** Everything. */
    public static final Reach ALL = new Reach(true, List.of(), List.of());

    public Reach {
        methods = List.copyOf(methods);
        allow = List.copyOf(allow);
    }

    /** Whether a call with this method, in any case, and this raw path below the prefix passes. */
    public boolean allows(String method, String path) {
        return allow.isEmpty() || allow.stream().anyMatch(call -> call.matches(method, path));
    }
}
