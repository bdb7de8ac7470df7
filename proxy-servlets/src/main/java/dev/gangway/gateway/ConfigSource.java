package dev.gangway.gateway;

import dev.gangway.config.ConfigException;
import dev.gangway.config.ConfigLoader;
import dev.gangway.config.GatewayConfig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds the configuration: the one that is named, else {@code $GANGWAY_CONFIG}, else the built-in one. */
final class ConfigSource {

    private static final String PROPERTY = "gangway.config";
    private static final String VARIABLE = "GANGWAY_CONFIG";

    private ConfigSource() {}

    /** Reads {@code named} where it is given and not empty, else what property and environment name. */
    static GatewayConfig load(@Nullable String named) throws ConfigException {
        ConfigLoader loader = ConfigLoader.system();
        for (String file : new @Nullable String[] {named, System.getProperty(PROPERTY), System.getenv(VARIABLE)}) {
            if (file != null && !file.isBlank()) {
                return loader.load(Path.of(file));
            }
        }
        return loader.builtIn();
    }
}
