package dev.gangway.examples.standin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table of methods and paths; <code>{}</code> stands for a segment or a part of one. First match wins. */
final class Routes {
    interface Answer {
        Reply to(Call call, List<String> captured);
    }

    private record Row(String method, List<String> pattern, Answer answer) {}

    private final List<Row> rows = new ArrayList<>();

    Routes on(String method, String pattern, Answer answer) {
        rows.add(new Row(method, Arrays.asList(pattern.split("/", -1)), answer));
        return this;
    }

    /** Null where no row matches. */
    @Nullable Reply find(Call call, List<String> path) {
        for (Row row : rows) {
            List<String> captured = row.method.equals(call.method()) ? captured(row.pattern, path) : null;
            if (captured != null) {
                return row.answer.to(call, captured);
            }
        }
        return null;
    }

    private static @Nullable List<String> captured(List<String> pattern, List<String> path) {
        if (pattern.size() != path.size()) {
            return null;
        }
        List<String> captured = new ArrayList<>();
        for (int i = 0; i < path.size(); i++) {
            if (!matches(pattern.get(i), path.get(i), captured)) {
                return null;
            }
        }
        return captured;
    }

    private static boolean matches(String pattern, String segment, List<String> captured) {
        int gap = pattern.indexOf("{}");
        if (gap < 0) {
            return pattern.equals(segment);
        }
        String tail = pattern.substring(gap + 2);
        boolean fits = segment.length() >= pattern.length() - 1
                && segment.startsWith(pattern.substring(0, gap))
                && segment.endsWith(tail);
        return fits && captured.add(segment.substring(gap, segment.length() - tail.length()));
    }
}
