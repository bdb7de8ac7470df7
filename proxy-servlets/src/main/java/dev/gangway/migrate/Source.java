package dev.gangway.migrate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A mapping of the file that is read. It remembers what was asked for, so that what was not can be reported. */
final class Source {

    private final String path;
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Set<String> taken = new LinkedHashSet<>();
    private final List<Source> children = new ArrayList<>();

    Source(String path, Object node) {
        this.path = path;
        if (node instanceof Map<?, ?> map) {
            map.forEach((name, value) -> values.put(String.valueOf(name), value == null ? "" : value));
        }
    }

    String path() {
        return path;
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    Set<String> names() {
        return values.keySet();
    }

    /** Takes a setting whatever it holds; nothing below it is reported. */
    @Nullable Object take(String name) {
        taken.add(name);
        return values.get(name);
    }

    /** Takes a single value; null where it is absent, empty or not a single one, which is then reported. */
    @Nullable String text(String name) {
        Object value = values.get(name);
        if (value instanceof Map || value instanceof List) {
            return null;
        }
        taken.add(name);
        return value == null || value.toString().isEmpty() ? null : value.toString();
    }

    boolean isTrue(String name) {
        return "true".equalsIgnoreCase(text(name));
    }

    /** Takes a block; an empty one where there is none. */
    Source block(String name) {
        return values.get(name) instanceof Map<?, ?> map ? child(name, name, map) : new Source(path, Map.of());
    }

    /** Takes a list of blocks; none where there is none. */
    List<Source> blocks(String name) {
        if (!(values.get(name) instanceof List<?> list) || !list.stream().allMatch(Map.class::isInstance)) {
            return List.of();
        }
        List<Source> blocks = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            blocks.add(child(name, name + "[" + i + "]", list.get(i)));
        }
        return blocks;
    }

    private Source child(String name, String label, Object node) {
        taken.add(name);
        Source child = new Source(path.isEmpty() ? label : path + "." + label, node);
        children.add(child);
        return child;
    }

    /** Takes a setting that says no more than what goes without saying; another value is reported. */
    void takeIf(String name, Object usual) {
        if (usual.equals(values.get(name))) {
            taken.add(name);
        }
    }

    /** Takes a list of single values, or one with commas. */
    List<String> texts(String name) {
        Object value = take(name);
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        return value == null ? List.of() : List.of(value.toString().split("\\s*,\\s*"));
    }

    /** The paths of everything that nobody has taken. */
    List<String> leftovers() {
        List<String> leftovers = new ArrayList<>();
        for (String name : values.keySet()) {
            if (!taken.contains(name)) {
                leftovers.add(path.isEmpty() ? name : path + "." + name);
            }
        }
        children.forEach(child -> leftovers.addAll(child.leftovers()));
        return leftovers;
    }
}
