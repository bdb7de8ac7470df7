package dev.gangway.agent.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the operator says, as text. What says it first counts: {@code set} at run time, the arguments, system properties
 * {@code gangway.agent.*}, the environment ({@code GANGWAY_AGENT_*}), the properties file.
 */
public final class Given {

    private static final String PREFIX = "gangway.agent.";
    private static final String CONFIG = "config";

    /** Of the command line, for the way in. */
    private static final Set<String> NO_SETTINGS = Set.of(CONFIG, "jar");

    private final Map<Key, String> values = new EnumMap<>(Key.class);
    private final List<String> problems = new ArrayList<>();

    private Given() {}

    /**
     * Reads all of them.
     *
     * @param arguments {@code key=value;key=value}
     * @param properties the system properties
     * @param environment the environment
     */
    public static Given of(String arguments, Properties properties, Map<String, String> environment) {
        Given given = new Given();
        Map<String, String> args = given.arguments(arguments);
        String file = first(
                args.get(CONFIG), properties.getProperty(PREFIX + CONFIG), environment.get("GANGWAY_AGENT_CONFIG"));
        given.file(file);
        given.environment(environment);
        given.properties(properties);
        args.forEach((name, value) -> given.put(name, value, "argument"));
        return given;
    }

    /** The same with {@code name} set to {@code value}; an empty one takes it back to its default. */
    public Given with(String name, String value) {
        Given changed = new Given();
        changed.values.putAll(values);
        changed.put(name, value, "setting");
        return changed;
    }

    /** All of it, by the names of a properties file, without what was taken back to its default. */
    public Map<String, String> all() {
        Map<String, String> all = new TreeMap<>();
        values.forEach((key, value) -> {
            if (!value.isBlank()) {
                all.put(key.property(), value);
            }
        });
        return all;
    }

    @Nullable String get(Key key) {
        String value = values.get(key);
        return value == null || value.isBlank() ? null : value.strip();
    }

    List<String> problems() {
        return problems;
    }

    private Map<String, String> arguments(String arguments) {
        Map<String, String> found = new LinkedHashMap<>();
        for (String argument : arguments.split(";", -1)) {
            int equals = argument.indexOf('=');
            if (equals > 0) {
                found.put(argument.substring(0, equals).strip(), argument.substring(equals + 1));
            } else if (!argument.isBlank()) {
                problems.add("argument " + argument + ": write key=value, with ; between two of them");
            }
        }
        return found;
    }

    private void file(@Nullable String path) {
        if (path == null) {
            return;
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(path))) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            problems.add("config " + path + ": cannot be read: " + e);
        }
        properties.stringPropertyNames().forEach(name -> put(name, properties.getProperty(name), "setting of " + path));
    }

    private void environment(Map<String, String> environment) {
        for (Key key : Key.values()) {
            String value = environment.get(key.variable());
            if (value != null) {
                values.put(key, value);
            }
        }
    }

    private void properties(Properties properties) {
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith(PREFIX)) {
                put(name.substring(PREFIX.length()), properties.getProperty(name), "system property " + PREFIX);
            }
        }
    }

    private void put(String name, String value, String what) {
        Key key = Key.of(name);
        if (key != null) {
            values.put(key, value);
        } else if (!NO_SETTINGS.contains(name)) {
            problems.add(what + " " + name + ": there is no such setting; there are " + Key.all());
        }
    }

    private static @Nullable String first(@Nullable String... values) {
        for (String value : values) {
            if (value != null && !value.isBlank()) {
                return value;
            }
        }
        return null;
    }
}
