package dev.gangway.agent.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The names of the settings. */
enum Key {
    ENABLED,
    PROVIDERS,
    HOSTS_INCLUDE,
    HOSTS_EXCLUDE,
    SAMPLE,
    SLOW_MS,
    ERRORS_ALWAYS,
    FORMAT,
    TARGET,
    FILE,
    FILE_MAX_SIZE,
    FILE_KEEP,
    QUEUE_SIZE,
    PRICES,
    BODIES,
    BODIES_LIMIT,
    BODIES_REDACT;

    /** As in a properties file: {@code hosts.include}. */
    String property() {
        return switch (this) {
            case FILE_MAX_SIZE -> "file.max-size";
            default -> name().toLowerCase(Locale.ROOT).replace('_', '.');
        };
    }

    /** As in the environment. */
    String variable() {
        return "GANGWAY_AGENT_" + name();
    }

    static @Nullable Key of(String property) {
        return Arrays.stream(values())
                .filter(key -> key.property().equals(property))
                .findFirst()
                .orElse(null);
    }

    static String all() {
        return Arrays.stream(values()).map(Key::property).collect(Collectors.joining(", "));
    }
}
