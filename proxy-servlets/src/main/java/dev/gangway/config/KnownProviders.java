package dev.gangway.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Providers that need no rules of their own: the rows of {@code providers.json}. A new one is a new row. */
final class KnownProviders {

    /**
     * A row.
     *
     * @param target where the provider lives; the client's base URL goes on from there
     * @param api whose usage format and errors it has
     * @param variable what its own tools read the key from, empty where it needs none
     */
    record Known(String name, URI target, String api, String variable) {
        boolean needsKey() {
            return !variable.isEmpty();
        }
    }

    private static final Map<String, Known> ROWS = load();

    private KnownProviders() {}

    static List<String> names() {
        return List.copyOf(ROWS.keySet());
    }

    static @Nullable Known find(String name) {
        return ROWS.get(name);
    }

    /** Every API that a generic route may say it speaks. */
    static List<String> apis() {
        List<String> apis = new ArrayList<>(List.of("openai", "anthropic", "gemini"));
        ROWS.values().stream()
                .map(Known::api)
                .distinct()
                .filter(api -> !apis.contains(api))
                .forEach(apis::add);
        return apis;
    }

    private static Map<String, Known> load() {
        try (InputStream in = KnownProviders.class.getResourceAsStream("providers.json")) {
            Map<String, Known> rows = new TreeMap<>();
            for (JsonNode row : new JsonMapper().readTree(in)) {
                String name = row.required("name").asString();
                URI target = URI.create(row.required("target").asString());
                String api = row.required("api").asString();
                rows.put(
                        name,
                        new Known(name, target, api, row.required("variable").asString()));
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
