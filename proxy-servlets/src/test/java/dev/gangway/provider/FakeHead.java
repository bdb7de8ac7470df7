package dev.gangway.provider;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A request head as a test writes it. */
public record FakeHead(
        String method, String prefix, String path, @Nullable String query, Map<String, String> headers)
        implements RequestHead {

    /** {@code POST /v1/x?y}: a method and a raw target below the route {@code /r}. */
    public static FakeHead of(String startLine) {
        int space = startLine.indexOf(' ');
        String target = startLine.substring(space + 1);
        int mark = target.indexOf('?');
        return new FakeHead(
                startLine.substring(0, space),
                "/r",
                mark < 0 ? target : target.substring(0, mark),
                mark < 0 ? null : target.substring(mark + 1),
                Map.of());
    }

    @Override
    public String publicPrefix() {
        return prefix;
    }

    /** This head, and one header more. */
    public FakeHead with(String name, String value) {
        Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        more.putAll(headers);
        more.put(name, value);
        return new FakeHead(method, prefix, path, query, more);
    }

    /** This head, its path followed by {@code more}, with another query. */
    public FakeHead extended(String more, @Nullable String otherQuery) {
        return new FakeHead(method, prefix, path + more, otherQuery, headers);
    }

    /** This head below another prefix. */
    public FakeHead below(String otherPrefix) {
        return new FakeHead(method, otherPrefix, path, query, headers);
    }

    @Override
    public @Nullable String header(String name) {
        return headers.get(name);
    }
}
