package dev.gangway.gateway;

import dev.gangway.access.AccessPolicy;
import dev.gangway.access.AccessPolicy.CallerRule;
import dev.gangway.access.GatewayKeys;
import dev.gangway.access.Network;
import dev.gangway.config.AccessConfig;
import dev.gangway.config.AccessConfig.Callers;
import dev.gangway.config.AccessConfig.GatewayKey;
import dev.gangway.config.GatewayConfig;
import dev.gangway.config.RouteConfig;
import dev.gangway.credential.Secret;
import dev.gangway.observe.Telemetry;
import dev.gangway.route.Route;
import dev.gangway.route.RouteTable;
import dev.gangway.servlet.Passthrough;
import dev.gangway.usage.price.Pricing;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/** Makes the live gateway of a configuration. */
final class Assembly {

    private static final int SECRET_BYTES = 32;

    private Assembly() {}

    /** Makes the routes that {@code served} picks; what messages call the n-th route of the file, {@code setting} says. */
    static Passthrough assemble(
            GatewayConfig config, Predicate<RouteConfig> served, IntFunction<String> setting, Telemetry telemetry) {
        RouteFactory factory = new RouteFactory(signingSecret(config));
        List<Route> routes = new ArrayList<>();
        for (int i = 0; i < config.routes().size(); i++) {
            RouteConfig route = config.routes().get(i);
            if (served.test(route)) {
                routes.add(factory.create(route, setting.apply(i)));
            }
        }
        return new Passthrough(
                new RouteTable(routes),
                access(config.access(), config.access().callers()),
                accessByRoute(config),
                config.publicUrl(),
                telemetry,
                UpstreamFactory.settings(config.upstream()),
                new Pricing(config.prices().table(), config.prices().settings()));
    }

    private static Map<String, AccessPolicy> accessByRoute(GatewayConfig config) {
        Map<String, AccessPolicy> policies = new HashMap<>();
        for (RouteConfig route : config.routes()) {
            Callers own = route.rules().callers();
            if (own != null) {
                policies.put(route.path(), access(config.access(), own));
            }
        }
        return policies;
    }

    private static AccessPolicy access(AccessConfig config, Callers callers) {
        CallerRule rule = switch (callers) {
            case LOOPBACK -> new CallerRule.Loopback();
            case KEYS -> new CallerRule.Keys(keys(config.keys()));
            case ANYONE -> new CallerRule.Anyone();
        };
        return new AccessPolicy(
                rule, config.networks().stream().map(Network::of).toList());
    }

    private static GatewayKeys keys(List<GatewayKey> keys) {
        Map<String, Secret> byName = new LinkedHashMap<>();
        keys.forEach(key -> byName.put(key.name(), key.value()));
        return new GatewayKeys(byName);
    }

    private static Secret signingSecret(GatewayConfig config) {
        if (!config.signingSecret().isEmpty()) {
            return config.signingSecret();
        }
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        return Secret.of(HexFormat.of().formatHex(random));
    }
}
