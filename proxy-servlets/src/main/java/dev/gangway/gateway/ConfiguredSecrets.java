package dev.gangway.gateway;

import dev.gangway.config.AccessConfig.GatewayKey;
import dev.gangway.config.GatewayConfig;
import dev.gangway.config.GenericConfig;
import dev.gangway.config.KeyConfig;
import dev.gangway.config.RouteConfig;
import dev.gangway.config.RouteRules.HeaderValue;
import dev.gangway.config.UpstreamConfig.ProxyConfig;
import dev.gangway.credential.Secret;
import dev.gangway.provider.Query;
import dev.gangway.provider.Query.Parameter;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every secret of a configuration that a body could show. A private key is none: it is never text. */
final class ConfiguredSecrets {

    private ConfiguredSecrets() {}

    /** Those that are set, each once. */
    static List<String> of(GatewayConfig config) {
        ProxyConfig proxy = config.upstream().proxy();
        Stream<Secret> own = Stream.concat(
                Stream.of(config.signingSecret(), proxy == null ? Secret.NONE : proxy.password()),
                config.access().keys().stream().map(GatewayKey::value));
        Stream<String> routes = config.routes().stream().flatMap(ConfiguredSecrets::of);
        return Stream.concat(own.map(Secret::reveal), routes)
                .filter(secret -> !secret.isEmpty())
                .distinct()
                .toList();
    }

    /** Every key that a route may use. */
    static Stream<KeyConfig> keys(GatewayConfig config) {
        return config.routes().stream().flatMap(ConfiguredSecrets::keys);
    }

    private static Stream<KeyConfig> keys(RouteConfig route) {
        Stream<KeyConfig> vertex = route.vertex() == null ? Stream.of() : route.vertex().keys().stream();
        return Stream.concat(route.keys().stream(), vertex);
    }

    private static Stream<String> of(RouteConfig route) {
        Stream<Secret> keys = keys(route).flatMap(key -> Stream.of(key.value(), key.accessToken()));
        Stream<Secret> query = route.rules().query().values().stream();
        Stream<String> headers =
                route.rules().headers().stream().map(HeaderValue::value).flatMap(ConfiguredSecrets::ofHeader);
        return Stream.of(Stream.concat(keys, query).map(Secret::reveal), headers, ofTarget(route.generic()))
                .flatMap(some -> some);
    }

    /** A credential may stand behind its scheme (RFC 9110, section 11.4), and somebody may show it alone. */
    private static Stream<String> ofHeader(Secret value) {
        String whole = value.reveal();
        return Stream.of(whole, whole.substring(whole.lastIndexOf(' ') + 1));
    }

    private static Stream<String> ofTarget(@Nullable GenericConfig generic) {
        return generic == null
                ? Stream.of()
                : Query.parameters(generic.targetQuery().reveal()).stream().map(ConfiguredSecrets::value);
    }

    private static String value(Parameter parameter) {
        String value = Query.first(parameter.raw(), parameter.name());
        return value == null ? parameter.name() : value;
    }
}
