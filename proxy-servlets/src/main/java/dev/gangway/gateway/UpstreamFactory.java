package dev.gangway.gateway;

import dev.gangway.access.Network;
import dev.gangway.config.UpstreamConfig;
import dev.gangway.config.UpstreamConfig.ProxyConfig;
import dev.gangway.provider.Upstream;
import dev.gangway.servlet.UpstreamSettings;
import dev.gangway.servlet.UpstreamSettings.Proxy;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Makes of the {@code upstream} block what the HTTP client needs. */
final class UpstreamFactory {

    /** No proxy elsewhere can reach what is on this machine or its link, as the clouds' metadata servers are. */
    private static final List<String> LOCAL = List.of(
            "localhost", ".localhost", "127.0.0.0/8", "::1", "169.254.0.0/16", "fe80::/10", "metadata.google.internal");

    private UpstreamFactory() {}

    static UpstreamSettings settings(UpstreamConfig config) {
        return new UpstreamSettings(config.maxConnections(), Tls.context(config), proxy(config.proxy()));
    }

    private static @Nullable Proxy proxy(@Nullable ProxyConfig config) {
        if (config == null) {
            return null;
        }
        Upstream proxy = Upstream.of(config.origin());
        Predicate<String> direct = direct(LOCAL).or(direct(config.direct()));
        boolean secure = proxy.scheme().equals("https");
        return new Proxy(proxy.host(), proxy.port(), secure, config.user(), config.password(), direct);
    }

    private static Predicate<String> direct(List<String> entries) {
        return entries.stream().map(UpstreamFactory::direct).reduce(host -> false, Predicate::or);
    }

    private static Predicate<String> direct(String entry) {
        if (entry.equals("*")) {
            return host -> true;
        }
        if (entry.indexOf('/') >= 0 || entry.indexOf(':') != entry.lastIndexOf(':')) {
            return Network.of(entry)::contains;
        }
        return entry.startsWith(".")
                ? host -> host.endsWith(entry) || host.equals(entry.substring(1))
                : host -> host.equals(entry);
    }
}
