package dev.gangway.route;

import java.util.List;

/**
 * A call that a route lets pass: a method and a raw path below its prefix. {@code *} stands for any method or one whole
 * segment, {@code **} at the end for all that follows. Compared as it is: what is encoded in another way does not pass.
 */
public record AllowedCall(String method, List<String> segments) {

    private static final String ANY = "*";
    private static final String REST = "**";

    /** Reads {@code POST /v1/chat/completions}. */
    public static AllowedCall of(String text) {
        int space = text.indexOf(' ');
        return new AllowedCall(
                text.substring(0, space),
                List.of(text.substring(space + 1).strip().split("/", -1)));
    }

    boolean matches(String method, String path) {
        if (!this.method.equals(ANY) && !this.method.equalsIgnoreCase(method)) {
            return false;
        }
        String[] actual = path.split("/", -1);
        for (int i = 0; i < segments.size(); i++) {
            if (segments.get(i).equals(REST)) {
                return actual.length > i;
            }
            if (i >= actual.length || !matchesSegment(segments.get(i), actual[i])) {
                return false;
            }
        }
        return actual.length == segments.size();
    }

    /** An upstream may take an encoded slash for one: it would make two segments of one. */
    private static boolean matchesSegment(String pattern, String segment) {
        return pattern.equals(ANY)
                ? !segment.isEmpty() && !segment.contains("%2F") && !segment.contains("%2f")
                : pattern.equals(segment);
    }
}
