package dev.gangway.agent.call;

import dev.gangway.agent.config.Provider;
import dev.gangway.agent.config.Providers;
import dev.gangway.agent.config.Settings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Recognises a provider by the host that a request goes to: the operator's own hosts first, then the public ones. */
final class Hosts {

    /** Providers' hosts are few; what a forward proxy reaches may be many. */
    private static final int MOST_REMEMBERED = 1000;

    /** The operator wants its records, whoever it is. */
    private static final Provider NOBODY = new Provider("", "", List.of());

    private final Settings settings;
    private final Map<String, Optional<Provider>> remembered = new ConcurrentHashMap<>();

    Hosts(Settings settings) {
        this.settings = settings;
    }

    /** Who answers there; empty where nothing is to be recorded. */
    Optional<Provider> find(String host, int port) {
        String place = host + ":" + port;
        Optional<Provider> known = remembered.get(place);
        if (known == null) {
            known = Optional.ofNullable(search(host.toLowerCase(Locale.ROOT), port));
            if (remembered.size() < MOST_REMEMBERED) {
                remembered.put(place, known);
            }
        }
        return known;
    }

    private @Nullable Provider search(String host, int port) {
        if (!settings.wants(host)) {
            return null;
        }
        String own = settings.providers().get(host + ":" + port);
        own = own == null ? settings.providers().get(host) : own;
        Provider found = own == null ? Providers.at(host) : Providers.named(own);
        return found == null && settings.includes(host) ? NOBODY : found;
    }
}
