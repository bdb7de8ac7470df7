package dev.gangway.config;

import dev.gangway.credential.Secret;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A whole configuration, valid and with every variable expanded.
 *
 * @param publicUrl the origin (and optional base path) that clients see, without trailing slash; null means: scheme and
 *     Host of the request
 * @param signingSecret what upload URLs are signed with; {@link Secret#NONE} means: random per process
 * @param access who may call
 * @param upstream limits that all routes share
 * @param observe where records go, and what metrics are called
 * @param prices what usage costs
 * @param reload what happens when a file that it was read from changes
 * @param routes in the order of the file, at least one, no two with the same path
 */
public record GatewayConfig(
        @Nullable URI publicUrl,
        Secret signingSecret,
        AccessConfig access,
        UpstreamConfig upstream,
        ObserveConfig observe,
        PricesConfig prices,
        Reload reload,
        List<RouteConfig> routes) {

    /** What happens when the configuration's files change while it is in force. */
    public enum Reload {
        /** They are read again. The default. */
        WATCH,
        /** Nothing, until somebody asks for it by JMX. */
        OFF
    }

    public GatewayConfig {
        routes = List.copyOf(routes);
    }
}
