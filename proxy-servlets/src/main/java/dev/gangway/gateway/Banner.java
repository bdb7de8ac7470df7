package dev.gangway.gateway;

import dev.gangway.config.AccessConfig.Callers;
import dev.gangway.config.GatewayConfig;
import dev.gangway.config.GenericConfig;
import dev.gangway.config.KeyConfig;
import dev.gangway.config.RouteConfig;
import dev.gangway.config.RouteConfig.ClientAuth;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is said at start: one line per route, with its key's name or the variable to set. */
final class Banner {

    private static final Logger LOG = LoggerFactory.getLogger("dev.gangway");

    private Banner() {}

    static void print(GatewayConfig config, Predicate<RouteConfig> served) {
        if (config.access().callers() == Callers.ANYONE
                && config.access().networks().isEmpty()) {
            LOG.warn("access.callers is anyone: whoever reaches the gateway spends the upstream keys");
        }
        if (config.upstream().client() != null) {
            warnIfOpen(config.upstream().client().keyFile());
        }
        List<String> bad = config.prices().bad();
        if (!bad.isEmpty()) {
            LOG.warn("prices.file: {} rows make no sense and are left out, such as {}", bad.size(), bad.get(0));
        }
        config.routes().stream().filter(served).forEach(Banner::print);
    }

    private static void print(RouteConfig route) {
        if (route.rules().callers() == Callers.ANYONE) {
            LOG.warn("{}: callers is anyone: whoever reaches the gateway spends this route's key", route.path());
        }
        if (route.clientAuth() == ClientAuth.FORWARD) {
            LOG.info("{} -> {}: the client's own credential", route.path(), upstream(route));
            return;
        }
        if (route.keys().isEmpty()) {
            LOG.info("{} -> {}: no key", route.path(), upstream(route));
        }
        route.keys().forEach(key -> print(route, upstream(route), key));
        if (route.vertex() != null) {
            route.vertex().keys().forEach(key -> print(route, "vertex", key));
        }
    }

    private static void print(RouteConfig route, String upstream, KeyConfig key) {
        if (key.cloud() != null) {
            key.cloud().secretFiles().forEach(Banner::warnIfOpen);
        }
        if (key.isMissing()) {
            LOG.warn("{} -> {}: no key; set {}", route.path(), upstream, key.setting());
        } else {
            LOG.info("{} -> {}: key {}", route.path(), upstream, key.name());
        }
    }

    private static String region(RouteConfig route) {
        String region = route.keys().isEmpty() ? null : route.keys().get(0).region();
        return region == null ? "no region" : region;
    }

    private static void warnIfOpen(Path file) {
        try {
            if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
                LOG.warn("{} can be read by every user of this machine; take that away: chmod o-r", file);
            }
        } catch (IOException | UnsupportedOperationException e) {
            // No such thing here; whether the file can be read is another question.
        }
    }

    private static String upstream(RouteConfig route) {
        GenericConfig generic = route.generic();
        if (generic != null) {
            return generic.target().toString();
        }
        URI target = route.target();
        URI endpoint = route.keys().isEmpty() ? null : route.keys().get(0).endpoint();
        if (target != null || endpoint != null) {
            return String.valueOf(target != null ? target : endpoint);
        }
        return switch (route.provider()) {
            case OPENAI -> "https://api.openai.com";
            case ANTHROPIC -> "https://api.anthropic.com";
            case AZURE -> "azure (no endpoint)";
            case BEDROCK -> "bedrock (" + region(route) + ")";
            case GENAI -> "https://generativelanguage.googleapis.com";
            case GENERIC -> throw new IllegalStateException("a generic route without its settings");
        };
    }
}
