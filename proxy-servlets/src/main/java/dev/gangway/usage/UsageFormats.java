package dev.gangway.usage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * All APIs that are known: the rows of {@code formats.json}. A new API is a new row. The rows of a family, such as {@code
 * openai}, live at that family's homes: each provider that serves it, and below which path. The first row counts.
 */
public final class UsageFormats {

    private static final UsageFormats ALL = load();

    private final Map<String, UsageFormat> named = new HashMap<>();
    private final Map<String, List<Row>> byProvider = new HashMap<>();
    private final Map<String, List<Row>> byFamily = new HashMap<>();

    private record Row(PathPattern at, UsageFormat format) {}

    private UsageFormats() {}

    /**
     * The format of an API, or null where it is none that is known.
     *
     * @param provider the provider's name in the record
     * @param method the request's method
     * @param path the raw path as the upstream gets it, without its base path and the query
     */
    public static @Nullable UsageFormat find(String provider, String method, String path) {
        return first(ALL.byProvider.get(provider), row -> row.at().matches(method, path));
    }

    /**
     * As {@link #find}, for an API that many offer, each below a path of its own, such as {@code /openai/v1/models}; some
     * leave out its version.
     *
     * @param api a family, such as {@code openai}, of whose paths only the end counts, or one API, such as {@code
     *     openai.chat}
     */
    public static @Nullable UsageFormat findBelow(String api, String method, String path) {
        UsageFormat exact = ALL.named.get(api);
        if (exact != null) {
            return exact;
        }
        return first(ALL.byFamily.get(api), row -> row.at().matchesEnd(method, path));
    }

    /** Whether {@link #findBelow} knows {@code api}. */
    public static boolean knows(String api) {
        return ALL.named.containsKey(api) || ALL.byFamily.containsKey(api);
    }

    private static @Nullable UsageFormat first(@Nullable List<Row> rows, Predicate<Row> wanted) {
        if (rows != null) {
            for (Row row : rows) {
                if (wanted.test(row)) {
                    return row.format();
                }
            }
        }
        return null;
    }

    private static UsageFormats load() {
        UsageFormats formats = new UsageFormats();
        try (InputStream in = UsageFormats.class.getResourceAsStream("formats.json")) {
            JsonNode table = new JsonMapper().readTree(in);
            table.path("formats").forEach(row -> formats.add(row, table.path("homes")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return formats;
    }

    private void add(JsonNode row, JsonNode homes) {
        UsageFormat format = FormatCompiler.compile(row);
        named.put(format.api(), format);
        for (JsonNode at : row.path("at")) {
            String[] place = at.asString().split(" ", 3);
            for (JsonNode home : homes.path(place[0])) {
                String[] lives = home.asString().split(" ", 2);
                Row made = new Row(PathPattern.of(place[1], lives[1], place[2]), format);
                byProvider.computeIfAbsent(lives[0], p -> new ArrayList<>()).add(made);
                byFamily.computeIfAbsent(place[0], f -> new ArrayList<>()).add(made);
            }
        }
    }
}
