package dev.gangway.migrate;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** Writes the YAML of a configuration: blocks, lists, and every text in quotes that could be anything else. */
final class Yaml {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][A-Za-z0-9_./-]*|[0-9]+(\\.[0-9]+)?(ms|s|MiB)?");
    private static final Pattern WORD = Pattern.compile("(?i)true|false|null|yes|no|on|off");
    private static final JsonMapper JSON = new JsonMapper();

    private Yaml() {}

    static String block(Map<String, Object> settings, int depth) {
        StringBuilder text = new StringBuilder();
        settings.forEach((name, value) ->
                text.append("  ".repeat(depth)).append(scalar(name)).append(':').append(value(value, depth + 1)));
        return text.toString();
    }

    /** One item of a list of blocks. */
    static String item(Map<String, Object> settings, int depth) {
        String block = block(settings, depth + 1);
        return "  ".repeat(depth) + "- " + block.substring(2 * (depth + 1));
    }

    private static String value(Object value, int depth) {
        if (value instanceof Map<?, ?> map) {
            return map.isEmpty() ? " {}\n" : "\n" + block(typed(map), depth);
        }
        if (value instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof Map) {
            return "\n"
                    + list.stream()
                            .map(item -> item(typed((Map<?, ?>) item), depth))
                            .collect(Collectors.joining());
        }
        if (value instanceof List<?> list) {
            return " [" + list.stream().map(item -> scalar(item.toString())).collect(Collectors.joining(", ")) + "]\n";
        }
        return " " + (value instanceof String text ? scalar(text) : value) + "\n";
    }

    private static Map<String, Object> typed(Map<?, ?> map) {
        Map<String, Object> typed = new java.util.LinkedHashMap<>();
        map.forEach((name, value) -> typed.put(String.valueOf(name), value));
        return typed;
    }

    private static String scalar(String text) {
        boolean plain = PLAIN.matcher(text).matches() && !WORD.matcher(text).matches();
        return plain ? text : JSON.writeValueAsString(text);
    }

    /** A comment stays on its line, whatever the names in it. */
    static String comment(String text) {
        return text.chars()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
