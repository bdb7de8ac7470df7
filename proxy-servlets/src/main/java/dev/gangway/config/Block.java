package dev.gangway.config;

import dev.gangway.credential.Secret;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A mapping of the file, read setting by setting. What is wrong is noted; the reader goes on with a default. */
final class Block {

    private final Node.Mapping node;
    private final Problems problems;
    private final Expander expander;
    private final Map<String, Text> texts = new HashMap<>();

    private Block(Node.Mapping node, Problems problems, Expander expander) {
        this.node = node;
        this.problems = problems;
        this.expander = expander;
    }

    /** Null if {@code node} is not a mapping. Every key must be one of {@code allowed}. */
    static @Nullable Block of(Node node, Problems problems, Expander expander, List<String> allowed) {
        if (!(node instanceof Node.Mapping mapping)) {
            if (!(node instanceof Node.Broken)) {
                problems.add(node.place(), "must be a block of settings: " + String.join(", ", allowed));
            }
            return null;
        }
        mapping.entries().forEach((name, value) -> {
            if (!allowed.contains(name)) {
                String hint = String.join(", ", allowed) + Choice.didYouMean(name, allowed);
                problems.add(value.place(), "unknown setting; allowed here: " + hint);
            }
        });
        return new Block(mapping, problems, expander);
    }

    /** Null if the setting is absent, empty or not a mapping. */
    @Nullable Block block(String name, List<String> allowed) {
        Node value = node.entries().get(name);
        return value == null || isEmpty(value) ? null : item(value, allowed);
    }

    /** As {@link #block}, but with keys that the file makes up. */
    @Nullable Block anyNames(String name) {
        Node value = node.entries().get(name);
        if (value == null || isEmpty(value)) {
            return null;
        }
        return value instanceof Node.Mapping mapping
                ? new Block(mapping, problems, expander)
                : item(value, List.of("NAME: value"));
    }

    /** The names of all settings, in the order of the file. */
    Set<String> names() {
        return node.entries().keySet();
    }

    /** The value of a setting of {@link #names}. */
    Node node(String name) {
        return Objects.requireNonNull(node.entries().get(name));
    }

    /** One item of a list of blocks. */
    @Nullable Block item(Node value, List<String> allowed) {
        return of(value, problems, expander, allowed);
    }

    /** The items of a list of texts, or of a single text in which commas are between them. */
    <T> List<T> texts(String name, Parser<T> parser) {
        if (!(node.entries().get(name) instanceof Node.Scalar)) {
            return items(name).stream()
                    .map(item -> scalar(item, parser))
                    .filter(Objects::nonNull)
                    .toList();
        }
        List<T> values = new ArrayList<>();
        for (String part : text(name).value().split(",", -1)) {
            T value =
                    part.isBlank() ? null : parse(place(name), new Text(part.strip(), Set.of(), false, false), parser);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    /** The items of a list; none where it is absent, empty or not a list. */
    List<Node> items(String name) {
        Node value = node.entries().get(name);
        if (value instanceof Node.Sequence sequence) {
            return sequence.items();
        }
        if (value != null && !isEmpty(value) && !(value instanceof Node.Broken)) {
            problems.add(value.place(), "must be a list");
        }
        return List.of();
    }

    /** The mapping as it stands in the file. */
    Node.Mapping node() {
        return node;
    }

    /** Whether the setting is absent or empty; a bad one is not. */
    boolean isEmpty(String name) {
        return text(name).isEmpty() && !text(name).known();
    }

    boolean has(String name) {
        return node.entries().containsKey(name);
    }

    /** Null if the setting is absent, empty or bad. */
    <T> @Nullable T read(String name, Parser<T> parser) {
        Text text = text(name);
        return text.isEmpty() ? null : parse(place(name), text, parser);
    }

    <T> T read(String name, Parser<T> parser, T fallback) {
        T value = read(name, parser);
        return value == null ? fallback : value;
    }

    /** As {@link #read}, of the content of the file that the setting names. */
    <T> @Nullable T file(String name, Parser<T> parser) {
        return read(name, path -> {
            expander.reading(Values.path(path));
            return parser.parse(path);
        });
    }

    /** As {@link #read}, but absent or empty is a problem too. */
    <T> @Nullable T require(String name, Parser<T> parser, String message) {
        Text text = text(name);
        if (text.isEmpty() && !text.known()) {
            problem(name, message + text.from());
        }
        return read(name, parser);
    }

    Secret secret(String name, Parser<String> check) {
        return Secret.of(read(name, check, ""));
    }

    /** As {@link #secret}, but of a text in which all variables are empty nothing is left: {@code Bearer ${UNSET:-}}. */
    Secret filledSecret(String name, Parser<String> check) {
        return text(name).hollow() ? Secret.NONE : secret(name, check);
    }

    /** One scalar of a list; null if it is bad, and empty is. */
    <T> @Nullable T scalar(Node item, Parser<T> parser) {
        Text text = expand(item);
        if (text.isEmpty() && !text.known()) {
            problems.add(item.place(), "must not be empty" + text.from());
        }
        return text.isEmpty() ? null : parse(item.place(), text, parser);
    }

    private <T> @Nullable T parse(Place place, Text text, Parser<T> parser) {
        try {
            return parser.parse(text.value());
        } catch (BadValue e) {
            problems.add(place, e.reason() + text.from());
            return null;
        }
    }

    /** Where the value comes from: {@code routes[0].keys[0].value (OPENAI_API_KEY)}. */
    String setting(String name) {
        return path(name) + text(name).from();
    }

    String path(String name) {
        return place(name).path();
    }

    void problem(Node at, String message) {
        problems.add(at.place(), message);
    }

    void problem(String name, String message) {
        problems.add(place(name), message);
    }

    /** The setting's place; the block's line if the setting is absent. */
    private Place place(String name) {
        Node value = node.entries().get(name);
        return value == null ? node.place().key(name) : value.place();
    }

    private Text text(String name) {
        return texts.computeIfAbsent(name, key -> {
            Node value = node.entries().get(key);
            return value == null ? Text.ABSENT : expand(value);
        });
    }

    private Text expand(Node value) {
        if (!(value instanceof Node.Scalar scalar)) {
            if (!(value instanceof Node.Broken)) {
                problems.add(value.place(), "must be a single value, not a list or a block");
            }
            return Text.BROKEN;
        }
        try {
            Template template = TemplateParser.parse(scalar.text());
            String text = expander.expand(template);
            boolean hollow = template.hasExpressions() && text.equals(template.literals());
            return new Text(text, template.variables(), false, hollow);
        } catch (BadValue e) {
            problems.add(value.place(), e.reason());
            return Text.BROKEN;
        }
    }

    private static boolean isEmpty(Node value) {
        return value instanceof Node.Scalar scalar && scalar.text().isEmpty();
    }
}
