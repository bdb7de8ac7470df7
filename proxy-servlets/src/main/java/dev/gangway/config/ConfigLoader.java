package dev.gangway.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a configuration: YAML (JSON is YAML), with {@code ${NAME}}, {@code ${NAME:-default}}, {@code ${file:/path}}
 * and {@code ${jndi:name}} expanded in values. All mistakes are reported together, none with a value in its text.
 *
 * <p>Every setting is described in {@code docs/configuration.md}.
 */
public final class ConfigLoader {

    private static final String BUILT_IN = "gangway.yaml";

    private final Function<String, @Nullable String> variables;
    private final Function<String, @Nullable Object> entries;
    private final Consumer<Path> files;

    /** A loader that asks {@code variables} for the value of a name; null means that it is not set. It has no JNDI. */
    public ConfigLoader(Function<String, @Nullable String> variables) {
        this(variables, name -> null);
    }

    /** A loader that asks {@code entries} for what JNDI holds below {@code java:comp/env/}; null means that it is not set. */
    public ConfigLoader(Function<String, @Nullable String> variables, Function<String, @Nullable Object> entries) {
        this(variables, entries, file -> {});
    }

    private ConfigLoader(
            Function<String, @Nullable String> variables,
            Function<String, @Nullable Object> entries,
            Consumer<Path> files) {
        this.variables = variables;
        this.entries = entries;
        this.files = files;
    }

    /** A loader that takes variables from the environment, then from the system properties, and has no JNDI. */
    public static ConfigLoader system() {
        return system(name -> null);
    }

    /** A loader that takes variables from the environment, then from the system properties, and asks {@code entries}. */
    public static ConfigLoader system(Function<String, @Nullable Object> entries) {
        return new ConfigLoader(
                name -> {
                    String value = System.getenv(name);
                    return value == null ? System.getProperty(name) : value;
                },
                entries);
    }

    /** The same loader, which tells {@code files} of every file that it is about to read, whether it is there or not. */
    public ConfigLoader telling(Consumer<Path> files) {
        return new ConfigLoader(variables, entries, files);
    }

    /** Reads a file; that it cannot be read is a problem like any other. */
    public GatewayConfig load(Path file) throws ConfigException {
        files.accept(file);
        String yaml;
        try {
            yaml = TextFile.read(file, YamlReader.MOST_CHARACTERS);
        } catch (BadValue e) {
            throw new Problems(file.toString()).fatal(e.reason());
        }
        return parse(yaml, file.toString());
    }

    /**
     * Reads {@code yaml}.
     *
     * @param source what the exception calls it
     */
    public GatewayConfig parse(String yaml, String source) throws ConfigException {
        Problems problems = new Problems(source);
        Node root = YamlReader.read(yaml, problems);
        Block document = Block.of(root, problems, new Expander(variables, entries, files), GatewayReader.SETTINGS);
        GatewayConfig config = document == null ? null : new GatewayReader(document).read();
        problems.throwIfAny();
        if (config == null) {
            throw problems.fatal("cannot be read");
        }
        return config;
    }

    /** Reads the configuration that is shipped: {@code etc/gangway.yaml}, packaged in the jar. */
    public GatewayConfig builtIn() throws ConfigException {
        String source = "the built-in " + BUILT_IN;
        try (InputStream in = ConfigLoader.class.getResourceAsStream(BUILT_IN)) {
            if (in == null) {
                throw new Problems(source).fatal("is missing from the jar");
            }
            return parse(TextFile.decode(in.readAllBytes()), source);
        } catch (IOException e) {
            throw new Problems(source).fatal("cannot be read");
        }
    }
}
