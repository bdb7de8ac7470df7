package dev.gangway.examples.standin;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** What we need of Jackson. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    /** An object from names and values in turn, in that order. */
    static Map<String, @Nullable Object> object(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return object;
    }

    /** A copy of the object with these names and values put in. */
    static Map<String, @Nullable Object> with(
            Map<String, @Nullable Object> object, @Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(object);
        copy.putAll(object(namesAndValues));
        return copy;
    }

    static String compact(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    static String pretty(Object value) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    }

    static JsonNode node(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** The parsed text, or a missing node where it is not JSON. */
    static JsonNode parse(byte[] text) {
        try {
            return text.length == 0 ? MissingNode.getInstance() : MAPPER.readTree(text);
        } catch (JacksonException notJson) {
            return MissingNode.getInstance();
        }
    }
}
