package dev.gangway.usage;

import dev.gangway.stream.JsonPaths;
import dev.gangway.usage.UsageFormat.Reading;
import dev.gangway.usage.UsageFormat.Term;
import dev.gangway.usage.UsageFormat.Texts;
import dev.gangway.usage.Watch.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Makes a format of a row of {@code formats.json}. An amount is a term, or a list of terms to add up. A term is a list
 * of choices parted by {@code else}, the first known of which counts. A choice is a list of places parted by {@code |},
 * the last seen of which counts. A place is a JSON Pointer, {@code header(name)}, {@code sum(pointer)}, {@code
 * count(pointer)} for objects, {@code count(pointer=string)}, or, added up, {@code pointer[key=string]/number} and {@code
 * pointer[key!=string]/number}.
 */
final class FormatCompiler {

    private final JsonNode row;
    private final boolean arrays;
    private final List<String> pointers = new ArrayList<>();
    private final List<Watch> watches = new ArrayList<>();
    private final Map<String, Watch> headers = new HashMap<>();
    private final Map<Integer, String> constants = new HashMap<>();
    private int slots;

    private FormatCompiler(JsonNode row) {
        this.row = row;
        this.arrays = row.path("arrays").asBoolean(false);
    }

    static UsageFormat compile(JsonNode row) {
        return new UsageFormat(
                row.path("api").asString(),
                row.path("billable").asBoolean(true),
                row.path("kept").asBoolean(false),
                new FormatCompiler(row).reading());
    }

    private Reading reading() {
        Map<Unit, List<Term>> units = amounts("usage", Unit::of);
        Map<String, List<Term>> tools = amounts("tools", name -> name);
        Map<String, Integer> traits = new LinkedHashMap<>();
        row.path("traits").properties().forEach(e -> traits.put(e.getKey(), slot(e.getValue())));
        Texts texts = new Texts(text("model"), text("id"), text("service_tier"), text("finish"), traits, constants);
        if (arrays) {
            watch("/*", Watch.of(Kind.DOCUMENT_END, 0));
        }
        String nested = row.path("nested").asString("");
        if (!nested.isEmpty()) {
            watch(nested, Watch.of(Kind.NESTED, 0));
        }
        return new Reading(
                row.path("each").asBoolean(false),
                row.path("any_type").asBoolean(false),
                JsonPaths.of(pointers, nested),
                List.copyOf(watches),
                Map.copyOf(headers),
                slots,
                units,
                tools,
                texts);
    }

    private <K> Map<K, List<Term>> amounts(String field, Function<String, K> key) {
        Map<K, List<Term>> amounts = new LinkedHashMap<>();
        row.path(field).properties().forEach(e -> amounts.put(key.apply(e.getKey()), terms(e.getValue())));
        return amounts;
    }

    private List<Term> terms(JsonNode value) {
        List<Term> terms = new ArrayList<>();
        Iterable<JsonNode> all = value.isArray() ? value : List.of(value);
        for (JsonNode term : all) {
            String[] choices = term.asString().split(" else ");
            int[] found = new int[choices.length];
            for (int i = 0; i < choices.length; i++) {
                int slot = slots++;
                for (String place : choices[i].split("\\|")) {
                    place(place, slot);
                }
                found[i] = slot;
            }
            terms.add(new Term(found));
        }
        return terms;
    }

    private void place(String place, int slot) {
        int filter = place.indexOf('[');
        if (place.startsWith("header(")) {
            headers.put(argument(place), Watch.of(Kind.NUMBER, slot));
        } else if (place.startsWith("sum(")) {
            watchBelow(argument(place), Watch.of(Kind.SUM, slot));
        } else if (place.startsWith("count(")) {
            count(argument(place), slot);
        } else if (filter >= 0) {
            filtered(place, filter, slot);
        } else {
            watchBelow(place, Watch.of(Kind.NUMBER, slot));
        }
    }

    private static String argument(String call) {
        return call.substring(call.indexOf('(') + 1, call.length() - 1);
    }

    private void count(String what, int slot) {
        int equals = what.indexOf('=');
        if (equals < 0) {
            watchBelow(what, Watch.of(Kind.OBJECTS, slot));
        } else {
            watchBelow(what.substring(0, equals), Watch.of(Kind.COUNT, slot, what.substring(equals + 1)));
        }
    }

    private void filtered(String place, int filter, int slot) {
        String element = place.substring(0, filter);
        int equals = place.indexOf('=', filter);
        int close = place.indexOf(']', equals);
        boolean not = place.charAt(equals - 1) == '!';
        String key = place.substring(filter + 1, not ? equals - 1 : equals);
        watchBelow(element + "/" + key, Watch.of(Kind.FILTER, slot, place.substring(equals + 1, close)));
        watchBelow(element + place.substring(close + 1), Watch.of(Kind.FILTERED, slot));
        watchBelow(element, Watch.of(not ? Kind.FILTER_OUT_END : Kind.FILTER_END, slot));
    }

    private @Nullable Integer text(String field) {
        JsonNode value = row.path(field);
        return value.isMissingNode() ? null : (Integer) slot(value);
    }

    /** A text is a choice, or what follows an equals sign. */
    private int slot(JsonNode value) {
        String choice = value.asString();
        int slot = slots++;
        if (choice.startsWith("=")) {
            constants.put(slot, choice.substring(1));
            return slot;
        }
        for (String place : choice.split("\\|")) {
            if (place.startsWith("header(")) {
                headers.put(argument(place), Watch.of(Kind.TEXT, slot));
            } else {
                watchBelow(place, Watch.of(Kind.TEXT, slot));
            }
        }
        return slot;
    }

    /** Where an API also streams one array of its documents, each pointer counts below the array, too. */
    private void watchBelow(String pointer, Watch watch) {
        watch(pointer, watch);
        if (arrays) {
            watch("/*" + pointer, watch);
        }
    }

    private void watch(String pointer, Watch watch) {
        pointers.add(pointer);
        watches.add(watch);
    }
}
