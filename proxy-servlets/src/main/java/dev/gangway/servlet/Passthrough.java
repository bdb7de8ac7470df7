package dev.gangway.servlet;

import dev.gangway.access.AccessPolicy;
import dev.gangway.observe.Telemetry;
import dev.gangway.route.Route;
import dev.gangway.route.RouteTable;
import dev.gangway.usage.price.Pricing;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a running servlet needs to know, immutable.
 *
 * @param routes where requests go
 * @param access who may call
 * @param accessByRoute who may call a route, by its path, where that is not {@code access}
 * @param publicUrl the origin that clients see, or null to take it from the request
 * @param telemetry is told of every exchange
 * @param upstream how upstreams are reached
 * @param pricing says what exchanges cost
 */
public record Passthrough(
        RouteTable routes,
        AccessPolicy access,
        Map<String, AccessPolicy> accessByRoute,
        @Nullable URI publicUrl,
        Telemetry telemetry,
        UpstreamSettings upstream,
        Pricing pricing) {

    public Passthrough {
        accessByRoute = Map.copyOf(accessByRoute);
    }

    /** Who may call {@code route}, or what no route serves. */
    AccessPolicy accessTo(@Nullable Route route) {
        return route == null ? access : accessByRoute.getOrDefault(route.path(), access);
    }
}
