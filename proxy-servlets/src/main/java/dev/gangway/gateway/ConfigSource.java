package dev.gangway.gateway;

import dev.gangway.config.ConfigException;
import dev.gangway.config.ConfigLoader;
import dev.gangway.config.GatewayConfig;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the configuration: the one that is named, else system property {@code gangway.config}, the web application's
 * context parameter of that name, its JNDI entry {@code gangway/config}, {@code $GANGWAY_CONFIG}, else the built-in one.
 */
final class ConfigSource {

    /** System property and context parameter. */
    static final String NAME = "gangway.config";

    private static final String ENTRY = "gangway/config";
    private static final String VARIABLE = "GANGWAY_CONFIG";

    private ConfigSource() {}

    /** What is null or blank is not given. {@code files} is told of every file before it is read. */
    static GatewayConfig load(@Nullable String named, @Nullable String contextParameter, Consumer<Path> files)
            throws ConfigException {
        String entry = Jndi.find(ENTRY) instanceof String text ? text : null;
        for (String file : new @Nullable String[] {
            named, System.getProperty(NAME), contextParameter, entry, System.getenv(VARIABLE)
        }) {
            if (file != null && !file.isBlank()) {
                return loader(files).load(Path.of(file));
            }
        }
        return loader(files).builtIn();
    }

    /** Reads with the variables, and the JNDI entries, of where it runs. */
    static ConfigLoader loader(Consumer<Path> files) {
        return ConfigLoader.system(Jndi::find).telling(files);
    }
}
