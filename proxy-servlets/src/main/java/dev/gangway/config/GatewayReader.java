package dev.gangway.config;

import dev.gangway.config.AccessConfig.Callers;
import dev.gangway.config.AccessConfig.GatewayKey;
import dev.gangway.config.GatewayConfig.Reload;
import dev.gangway.credential.Secret;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The document to records. */
final class GatewayReader {

    static final List<String> SETTINGS = List.of(
            "public-url",
            "signing-secret",
            "reload",
            "access",
            "upstream",
            "records",
            "metrics",
            "prices",
            "defaults",
            "routes");
    static final List<String> ACCESS = List.of("callers", "networks", "keys");
    private static final List<String> ACCESS_KEY = List.of("name", "value");
    private static final String NO_KEYS = "keys needs at least one entry in access.keys";

    private final Block document;

    GatewayReader(Block document) {
        this.document = document;
    }

    GatewayConfig read() {
        ObserveReader observe = new ObserveReader(document);
        AccessConfig access = access(document.block("access", ACCESS));
        return new GatewayConfig(
                document.read("public-url", Urls::parse),
                document.secret("signing-secret", text -> text),
                access,
                UpstreamReader.read(document.block("upstream", UpstreamReader.SETTINGS)),
                observe.read(),
                PricesReader.read(document.block("prices", PricesReader.SETTINGS)),
                document.read("reload", text -> Choice.of(Reload.class, text), Reload.WATCH),
                routes(access, observe));
    }

    private static AccessConfig access(@Nullable Block block) {
        if (block == null) {
            return new AccessConfig(Callers.LOOPBACK, List.of(), List.of());
        }
        Callers callers = block.read("callers", GatewayReader::callers, Callers.LOOPBACK);
        List<Node> items = block.items("keys");
        if (callers == Callers.KEYS && items.isEmpty()) {
            block.problem("callers", NO_KEYS);
        }
        List<String> networks = block.items("networks").stream()
                .map(item -> block.scalar(item, Networks::check))
                .filter(Objects::nonNull)
                .toList();
        return new AccessConfig(callers, networks, gatewayKeys(block, items));
    }

    static Callers callers(String text) throws BadValue {
        return Choice.of(Callers.class, text);
    }

    private static List<GatewayKey> gatewayKeys(Block access, List<Node> items) {
        List<GatewayKey> keys = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < items.size(); i++) {
            Block block = access.item(items.get(i), ACCESS_KEY);
            if (block != null) {
                GatewayKey key = gatewayKey(block, "key-" + (i + 1));
                if (!names.add(key.name())) {
                    block.problem("name", "another gateway key has the same name");
                }
                keys.add(key);
            }
        }
        return keys;
    }

    private static GatewayKey gatewayKey(Block block, String defaultName) {
        String name = block.read("name", Values::name, defaultName);
        String value = block.require("value", Values::key, "a gateway key must have a value");
        return new GatewayKey(name, value == null ? Secret.NONE : Secret.of(value));
    }

    private List<RouteConfig> routes(AccessConfig access, ObserveReader observe) {
        List<RouteConfig> routes = new ArrayList<>();
        Map<String, Integer> paths = new HashMap<>();
        List<Node> items = document.items("routes");
        if (items.isEmpty()) {
            document.problem("routes", "must be a list of at least one route");
        }
        Block common = document.block("defaults", RouteDefaults.SETTINGS);
        RouteDefaults defaults = RouteDefaults.of(common == null ? null : common.node());
        for (int i = 0; i < items.size(); i++) {
            Block block = document.item(defaults.complete(items.get(i)), RouteReader.SETTINGS);
            if (block != null) {
                RouteConfig route = new RouteReader(block, observe).read();
                Integer other = route.path().isEmpty() ? null : paths.putIfAbsent(route.path(), i);
                if (other != null) {
                    block.problem("path", "is the same as that of routes[" + other + "]");
                }
                if (route.rules().callers() == Callers.KEYS && access.keys().isEmpty()) {
                    block.problem("callers", NO_KEYS);
                }
                routes.add(route);
            }
        }
        return routes;
    }
}
