package dev.gangway.provider;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Raw query strings: what is kept is kept byte for byte and in order. */
public final class Query {

    private static final String[] NOTHING = {};

    private Query() {}

    /** {@code query} with {@code name=value} at its end, the value encoded. */
    public static String with(@Nullable String query, String name, String value) {
        String mine = name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
        return query == null || query.isEmpty() ? mine : query + "&" + mine;
    }

    /** {@code query} without the parameters whose decoded name {@code removed} matches; null where nothing is left. */
    public static @Nullable String without(@Nullable String query, Predicate<String> removed) {
        return query == null ? null : edit(query, parameter -> removed.test(name(parameter)) ? null : parameter);
    }

    /** {@code query} with exactly one {@code name}, in any case: in the first one's place, else at the end. */
    public static String set(@Nullable String query, String name, String value) {
        String mine = name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
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

    /** Malformed escapes were refused before any provider sees a query. */
    private static String decode(String text) {
        return text.indexOf('%') < 0 && text.indexOf('+') < 0 ? text : URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
