package dev.gangway.access;

import java.net.URI;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a call comes from a program on this machine. A loopback peer alone proves little: a reverse proxy beside the
 * gateway has one too, and so has a web page in a browser here, which can reach the gateway by DNS rebinding.
 */
final class LoopbackCheck {

    private static final String X_FORWARDED = "x-forwarded-";
    private static final String HINT = " Allow it with access.callers: keys or anyone.";

    private LoopbackCheck() {}

    /** Why {@code visitor} does not count as local, or null where it does. */
    static @Nullable String whyElsewhere(Visitor visitor) {
        if (!Addresses.isLoopback(visitor.peer())) {
            return "Only callers on the gateway's own machine are let in." + HINT;
        }
        if (!isForLoopback(visitor)) {
            return "The Host header must be localhost or a loopback address." + HINT;
        }
        if (isProxied(visitor)) {
            return "The call came through another proxy (Forwarded, X-Forwarded-*, X-Real-IP or Via)." + HINT;
        }
        return isCrossSite(visitor) ? "Web pages of other origins are not let in." + HINT : null;
    }

    /** The {@code Host} header is checked too: an absolute target may name another. In HTTP/2 there is none. */
    private static boolean isForLoopback(Visitor visitor) {
        List<String> hosts = visitor.headers("Host");
        String host = visitor.host();
        return host != null
                && isLoopbackHost(host)
                && (hosts.isEmpty() || (hosts.size() == 1 && isLoopbackHost(withoutPort(hosts.get(0)))));
    }

    private static boolean isProxied(Visitor visitor) {
        for (Enumeration<String> names = visitor.headerNames(); names.hasMoreElements(); ) {
            if (isOfProxy(names.nextElement())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfProxy(String name) {
        return name.equalsIgnoreCase("via")
                || name.equalsIgnoreCase("forwarded")
                || name.equalsIgnoreCase("x-real-ip")
                || name.regionMatches(true, 0, X_FORWARDED, 0, X_FORWARDED.length());
    }

    /** {@code same-origin} and {@code none} (typed by the user) are no web page of somebody else's. */
    private static boolean isCrossSite(Visitor visitor) {
        boolean crossSite = visitor.headers("Sec-Fetch-Site").stream()
                .anyMatch(site -> !site.equals("same-origin") && !site.equals("none") && !site.equals("same-site"));
        return crossSite || visitor.headers("Origin").stream().anyMatch(origin -> !isLoopbackOrigin(origin));
    }

    private static boolean isLoopbackOrigin(String origin) {
        try {
            String host = URI.create(origin).getHost();
            return host != null && isLoopbackHost(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isLoopbackHost(String host) {
        return host.equalsIgnoreCase("localhost") || host.equalsIgnoreCase("localhost.") || Addresses.isLoopback(host);
    }

    private static String withoutPort(String host) {
        int bracket = host.lastIndexOf(']');
        int colon = host.indexOf(':', Math.max(0, bracket));
        return colon < 0 ? host : host.substring(0, colon);
    }
}
