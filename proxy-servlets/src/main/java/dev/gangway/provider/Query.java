package dev.gangway.provider;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Raw query strings: what is kept is kept byte for byte and in order. */
public final class Query {

    private static final String[] NOTHING = {};

    private Query() {}

    /**
     * A parameter that is sent where the client did not set it.
     *
     * @param name the decoded name
     * @param raw name and value as they go on the wire
     */
    public record Parameter(String name, String raw) {
        /** Encodes {@code name} and {@code value}. */
        public static Parameter of(String name, String value) {
            return new Parameter(name, encode(name) + "=" + encode(value));
        }

        /** Without the value, which may be a key. */
        @Override
        public String toString() {
            return name + "=****";
        }
    }

    /** The parameters of a raw query, in their order. */
    public static List<Parameter> parameters(@Nullable String query) {
        List<Parameter> parameters = new ArrayList<>();
        for (String parameter : query == null ? NOTHING : query.split("&", -1)) {
            if (!parameter.isEmpty()) {
                parameters.add(new Parameter(name(parameter), parameter));
            }
        }
        return parameters;
    }

    /** {@code query}, followed by those of {@code defaults} whose name it does not have. */
    public static @Nullable String withDefaults(@Nullable String query, List<Parameter> defaults) {
        StringBuilder whole = new StringBuilder(query == null ? "" : query);
        for (Parameter parameter : defaults) {
            if (!has(query, parameter.name())) {
                whole.append(whole.isEmpty() ? "" : "&").append(parameter.raw());
            }
        }
        return query == null && whole.isEmpty() ? null : whole.toString();
    }

    private static boolean has(@Nullable String query, String name) {
        for (String parameter : query == null ? NOTHING : query.split("&", -1)) {
            if (!parameter.isEmpty() && name(parameter).equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** {@code query} with {@code name=value} at its end, the value encoded. */
    public static String with(@Nullable String query, String name, String value) {
        String mine = name + "=" + encode(value);
        return query == null || query.isEmpty() ? mine : query + "&" + mine;
    }

    /** {@code query} without the parameters whose decoded name {@code removed} matches; null where nothing is left. */
    public static @Nullable String without(@Nullable String query, Predicate<String> removed) {
        return query == null ? null : edit(query, parameter -> removed.test(name(parameter)) ? null : parameter);
    }

    /** {@code query} with exactly one {@code name}, in any case: in the first one's place, else at the end. */
    public static String set(@Nullable String query, String name, String value) {
        String mine = name + "=" + encode(value);
        if (query == null || query.isEmpty()) {
            return mine;
        }
        boolean[] done = new boolean[1];
        String edited = edit(query, parameter -> {
            if (!name(parameter).equalsIgnoreCase(name)) {
                return parameter;
            }
            boolean first = !done[0];
            done[0] = true;
            return first ? mine : null;
        });
        return done[0] && edited != null ? edited : query + "&" + mine;
    }

    /** The decoded value of the first parameter called {@code name}, in any case, that has one; or null. */
    public static @Nullable String first(@Nullable String query, String name) {
        for (String parameter : query == null ? NOTHING : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            boolean hasValue = equals >= 0 && equals < parameter.length() - 1;
            if (hasValue && name(parameter).equalsIgnoreCase(name)) {
                return decode(parameter.substring(equals + 1));
            }
        }
        return null;
    }

    /** {@code path} and, where there is one, {@code query}. */
    public static String target(String path, @Nullable String query) {
        return query == null ? path : path + "?" + query;
    }

    /** Gives every raw parameter to {@code editor}, which returns what to keep of it, or null for nothing. */
    private static @Nullable String edit(String query, Function<String, @Nullable String> editor) {
        StringJoiner kept = new StringJoiner("&");
        kept.setEmptyValue("");
        boolean any = false;
        for (String parameter : query.split("&", -1)) {
            String edited = editor.apply(parameter);
            if (edited != null) {
                kept.add(edited);
                any = true;
            }
        }
        return any ? kept.toString() : null;
    }

    private static String name(String parameter) {
        int equals = parameter.indexOf('=');
        return decode(equals < 0 ? parameter : parameter.substring(0, equals));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Malformed escapes were refused before any provider sees a query. */
    private static String decode(String text) {
        return text.indexOf('%') < 0 && text.indexOf('+') < 0 ? text : URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
