package dev.gangway.servlet;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Headers that concern one connection only (RFC 9110, section 7.6.1), those that {@code Connection} names included. */
final class HopByHop {

    private static final Set<String> ALWAYS = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private final Set<String> named;

    private HopByHop(Set<String> named) {
        this.named = named;
    }

    /** Reads all values of the {@code Connection} header. */
    static HopByHop of(Collection<String> connection) {
        if (connection.isEmpty()) {
            return new HopByHop(Set.of());
        }
        Set<String> named = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (String value : connection) {
            for (String name : List.of(value.split(",", -1))) {
                named.add(name.strip());
            }
        }
        return new HopByHop(named);
    }

    boolean contains(String name) {
        return ALWAYS.contains(name.toLowerCase(Locale.ROOT)) || (!named.isEmpty() && named.contains(name));
    }
}
