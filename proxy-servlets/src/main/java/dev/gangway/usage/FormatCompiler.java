package dev.gangway.usage;

import dev.gangway.stream.JsonPaths;
import dev.gangway.usage.Watch.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Makes a format of a row of {@code formats.json}. An amount is a list of terms to add up; a term is a list of
 * alternatives parted by {@code |}; an alternative is a JSON Pointer, {@code count(pointer=string)}, {@code
 * sum(pointer)} or {@code pointer[key=string]/number}.
 */
final class FormatCompiler {

    private final JsonNode row;
    private final boolean arrays;
    private final List<String> pointers = new ArrayList<>();
    private final List<Watch> watches = new ArrayList<>();
    private int slots;

    private FormatCompiler(JsonNode row) {
        this.row = row;
        this.arrays = row.path("arrays").asBoolean(false);
    }

    static UsageFormat compile(JsonNode row) {
        return new FormatCompiler(row).compile();
    }

    private UsageFormat compile() {
        List<PathPattern> at = new ArrayList<>();
        row.path("at").forEach(pattern -> at.add(PathPattern.of(pattern.asString())));
        Map<Unit, List<Integer>> units = new EnumMap<>(Unit.class);
        row.path("usage").properties().forEach(e -> units.put(Unit.of(e.getKey()), terms(e.getValue())));
        Map<String, List<Integer>> tools = new LinkedHashMap<>();
        row.path("tools").properties().forEach(e -> tools.put(e.getKey(), terms(e.getValue())));
        Integer model = text(row.path("model"));
        Integer id = text(row.path("id"));
        Integer tier = text(row.path("service_tier"));
        Integer finish = text(row.path("finish"));
        Map<String, Integer> traits = new LinkedHashMap<>();
        row.path("traits").properties().forEach(e -> traits.put(e.getKey(), text(e.getValue())));
        return new UsageFormat(
                row.path("api").asString(),
                row.path("billable").asBoolean(true),
                at,
                JsonPaths.of(pointers),
                List.copyOf(watches),
                slots,
                units,
                tools,
                new UsageFormat.Texts(model, id, tier, finish, traits));
    }

    private List<Integer> terms(JsonNode value) {
        List<Integer> terms = new ArrayList<>();
        Iterable<JsonNode> all = value.isArray() ? value : List.of(value);
        for (JsonNode term : all) {
            int slot = slots++;
            for (String alternative : term.asString().split("\\|")) {
                term(alternative, slot);
            }
            terms.add(slot);
        }
        return terms;
    }

    private void term(String term, int slot) {
        int filter = term.indexOf('[');
        if (term.startsWith("count(")) {
            int equals = term.indexOf('=');
            watch(
                    term.substring(6, equals),
                    new Watch(Kind.COUNT, slot, term.substring(equals + 1, term.length() - 1)));
        } else if (term.startsWith("sum(")) {
            watch(term.substring(4, term.length() - 1), new Watch(Kind.SUM, slot, ""));
        } else if (filter >= 0) {
            filtered(term, filter, slot);
        } else {
            watch(term, new Watch(Kind.NUMBER, slot, ""));
        }
    }

    private void filtered(String term, int filter, int slot) {
        String element = term.substring(0, filter);
        int equals = term.indexOf('=', filter);
        int close = term.indexOf(']', equals);
        String match = term.substring(equals + 1, close);
        watch(element + "/" + term.substring(filter + 1, equals), new Watch(Kind.FILTER, slot, match));
        watch(element + term.substring(close + 1), new Watch(Kind.FILTERED, slot, match));
        watch(element, new Watch(Kind.FILTER_END, slot, match));
    }

    private @Nullable Integer text(JsonNode pointers) {
        String value = pointers.asString("");
        if (value.isEmpty()) {
            return null;
        }
        int slot = slots++;
        for (String alternative : value.split("\\|")) {
            watch(alternative, new Watch(Kind.TEXT, slot, ""));
        }
        return slot;
    }

    /** Where an API also streams one array of its documents, each pointer counts below the array, too. */
    private void watch(String pointer, Watch watch) {
        pointers.add(pointer);
        watches.add(watch);
        if (arrays) {
            pointers.add("/*" + pointer);
            watches.add(watch);
        }
    }
}
