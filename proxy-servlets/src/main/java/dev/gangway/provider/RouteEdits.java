package dev.gangway.provider;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the operator of a route wants to be different in every request.
 *
 * @param headers sent in place of same-named ones, the provider's own credential included
 * @param dropped names of client headers that are not sent, in any case
 * @param query sent where the client did not set it
 * @param missing the setting of a header that should have a value and has none, or null: nothing goes without it
 */
public record RouteEdits(
        List<Header> headers,
        Collection<String> dropped,
        List<Query.Parameter> query,
        @Nullable String missing) {

    /** No difference. */
    public static final RouteEdits NONE = new RouteEdits(List.of(), List.of(), List.of(), null);

    public RouteEdits {
        headers = List.copyOf(headers);
        dropped = Set.copyOf(dropped);
        query = List.copyOf(query);
    }
}
