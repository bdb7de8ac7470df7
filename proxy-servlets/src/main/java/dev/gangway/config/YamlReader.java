package dev.gangway.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;
import tools.jackson.dataformat.yaml.YAMLSchema;

/**
 * YAML text to {@link Node}s.
 *
 * <p>Jackson's own tree has no lines, drops duplicate keys and turns an alias into the text of its name; hence this
 * walk over the parser's tokens. Aliases are refused, so nothing in a file can grow.
 */
final class YamlReader {

    /** Room for some ten thousand routes; the parser takes no more. */
    static final int MOST_CHARACTERS = 3 * 1024 * 1024;

    private static final int DEEPEST = 32;
    private static final YAMLFactory FACTORY =
            YAMLFactory.builder().yamlSchema(YAMLSchema.CORE).build();

    private final YAMLParser parser;
    private final Problems problems;

    private YamlReader(YAMLParser parser, Problems problems) {
        this.parser = parser;
        this.problems = problems;
    }

    /** Reads the one document of {@code yaml}; notes duplicate keys, aliases and tags. */
    static Node read(String yaml, Problems problems) throws ConfigException {
        if (yaml.length() > MOST_CHARACTERS) {
            throw problems.fatal("is larger than " + MOST_CHARACTERS + " characters");
        }
        YamlSyntax.checkCharacters(yaml, problems);
        try (YAMLParser parser = (YAMLParser) FACTORY.createParser(ObjectReadContext.empty(), yaml)) {
            return new YamlReader(parser, problems).document();
        } catch (JacksonException e) {
            throw problems.fatal(YamlSyntax.describe(e));
        }
    }

    private Node document() throws ConfigException {
        if (parser.nextToken() == null) {
            throw problems.fatal("is empty; a configuration has at least routes");
        }
        Node node = value(Place.ROOT, 0);
        if (parser.nextToken() != null) {
            throw problems.fatal("line " + line() + ": a second YAML document; only one is read");
        }
        return node;
    }

    private Node value(Place place, int depth) throws ConfigException {
        if (depth > DEEPEST) {
            throw problems.fatal("line " + place.line() + ": nested more than " + DEEPEST + " levels deep");
        }
        String refused = refused();
        Node node = content(place, depth);
        if (refused.isEmpty()) {
            return node;
        }
        problems.add(place, refused);
        return new Node.Broken(place);
    }

    /** What YAML has and this file has not. A tag often marks something that another tool should have replaced. */
    private String refused() {
        if (parser.isCurrentAlias()) {
            return "YAML aliases are not supported; write the value out";
        }
        return parser.getRawTag() != null ? "YAML tags are not supported; remove the !tag" : "";
    }

    private Node content(Place place, int depth) throws ConfigException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return mapping(place, depth);
        }
        if (token == JsonToken.START_ARRAY) {
            return sequence(place, depth);
        }
        return new Node.Scalar(place, token == JsonToken.VALUE_NULL ? "" : parser.getString());
    }

    private Node mapping(Place place, int depth) throws ConfigException {
        Map<String, Node> entries = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            Place at = place.key(name, line());
            parser.nextToken();
            Node first = entries.putIfAbsent(name, value(at, depth + 1));
            if (first != null) {
                problems.add(at, "is set twice, first on line " + first.place().line());
            }
        }
        return new Node.Mapping(place, entries);
    }

    private Node sequence(Place place, int depth) throws ConfigException {
        List<Node> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(place.item(items.size(), line()), depth + 1));
        }
        return new Node.Sequence(place, items);
    }

    private int line() {
        return parser.currentTokenLocation().getLineNr();
    }
}
