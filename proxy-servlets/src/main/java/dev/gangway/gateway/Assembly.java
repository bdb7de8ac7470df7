package dev.gangway.gateway;

import dev.gangway.access.AccessPolicy;
import dev.gangway.access.AccessPolicy.CallerRule;
import dev.gangway.access.GatewayKeys;
import dev.gangway.access.Network;
import dev.gangway.config.AccessConfig;
import dev.gangway.config.AccessConfig.Callers;
import dev.gangway.config.AccessConfig.GatewayKey;
import dev.gangway.config.GatewayConfig;
import dev.gangway.config.PricesConfig;
import dev.gangway.config.RouteConfig;
import dev.gangway.config.UpstreamConfig;
import dev.gangway.credential.CloudSettings;
import dev.gangway.credential.Secret;
import dev.gangway.credential.TokenHttp;
import dev.gangway.observe.Telemetry;
import dev.gangway.route.Route;
import dev.gangway.route.RouteTable;
import dev.gangway.servlet.Passthrough;
import dev.gangway.servlet.UpstreamSettings;
import dev.gangway.usage.price.Pricing;
import jakarta.servlet.ServletException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Makes the live gateway of a configuration, and of those that follow it. */
final class Assembly {

    private static final int SECRET_BYTES = 32;

    private final Predicate<RouteConfig> served;
    private final IntFunction<String> setting;
    private final Secret processSecret = randomSecret();
    private final Clouds clouds;
    private @Nullable Pricing pricing;
    private @Nullable UpstreamConfig upstream;
    private @Nullable UpstreamSettings upstreamSettings;

    /**
     * Makes the routes that {@code served} picks; what messages call the n-th route of the file, {@code setting} says.
     * Their keys' tokens are fetched by {@code http}.
     */
    Assembly(Predicate<RouteConfig> served, IntFunction<String> setting, TokenHttp http) {
        this.served = served;
        this.setting = setting;
        this.clouds = new Clouds(http);
    }

    /** Makes that of {@code config}. */
    Passthrough assemble(GatewayConfig config, Telemetry telemetry) {
        RouteFactory factory = new RouteFactory(signingSecret(config), clouds);
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
                settings(config.upstream()),
                pricing(config.prices()));
    }

    /** Takes a gateway into service; where this fails, the one before stays. */
    @FunctionalInterface
    interface Replacement {
        void by(Passthrough next) throws ServletException;
    }

    /** Has {@code before} replaced by {@code next}. Whatever comes of it, only what is in force then is remembered. */
    void replace(GatewayConfig before, GatewayConfig next, Telemetry telemetry, Replacement replacement)
            throws ServletException {
        GatewayConfig inForce = before;
        try {
            replacement.by(assemble(next, telemetry));
            inForce = next;
        } finally {
            forgetAllBut(inForce);
        }
    }

    private void forgetAllBut(GatewayConfig config) {
        Set<CloudSettings> used = new HashSet<>();
        ConfiguredSecrets.keys(config).forEach(key -> {
            CloudSettings cloud = key.cloud();
            if (cloud != null) {
                used.add(cloud);
            }
        });
        clouds.retain(used);
    }

    /** The keys of clouds whose tokens are remembered. */
    Set<CloudSettings> clouds() {
        return clouds.known();
    }

    private Pricing pricing(PricesConfig config) {
        pricing = pricing == null
                ? new Pricing(config.table(), config.settings())
                : pricing.with(config.table(), config.settings());
        return pricing;
    }

    /** The same object for the same block: those who reach upstreams alike share their connections. */
    private UpstreamSettings settings(UpstreamConfig config) {
        UpstreamSettings settings = config.equals(upstream) ? upstreamSettings : null;
        if (settings == null) {
            settings = UpstreamFactory.settings(config);
            upstream = config;
            upstreamSettings = settings;
        }
        return settings;
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
            case PRINCIPAL -> new CallerRule.LoggedIn();
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

    private Secret signingSecret(GatewayConfig config) {
        return config.signingSecret().isEmpty() ? processSecret : config.signingSecret();
    }

    private static Secret randomSecret() {
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        return Secret.of(HexFormat.of().formatHex(random));
    }
}
