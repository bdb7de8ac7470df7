package dev.gangway.config;

import dev.gangway.config.KnownProviders.Known;
import dev.gangway.config.RouteConfig.ProviderKind;
import org.jspecify.annotations.Nullable;

/** What {@code provider} names: rules of its own, or a generic route with a known target. */
record ProviderName(ProviderKind kind, @Nullable Known known) {

    static final ProviderName GENERIC = new ProviderName(ProviderKind.GENERIC, null);

    static ProviderName of(String text) throws BadValue {
        Known known = KnownProviders.find(text);
        if (known != null) {
            return new ProviderName(ProviderKind.GENERIC, known);
        }
        return new ProviderName(Choice.of(ProviderKind.class, text, KnownProviders.names()), null);
    }

    /** Whether a route without {@code keys} has forgotten them. */
    boolean needsKey() {
        return kind != ProviderKind.GENERIC || (known != null && known.needsKey());
    }
}
