package dev.gangway.usage;

import java.util.Arrays;
import java.util.List;

/**
 * A method and the segments of a path. {@code *} stands for any method, and in a segment for any part of it.
 *
 * @param segments without the first one, which is empty
 * @param base how many of the segments are where the API lives, not what it is
 */
record PathPattern(String method, List<Segment> segments, int base) {

    /** What a segment begins and ends with; between may be any text where {@code open}, else nothing. */
    record Segment(String head, String tail, boolean open) {

        static Segment of(String pattern) {
            int star = pattern.indexOf('*');
            return star < 0
                    ? new Segment(pattern, "", false)
                    : new Segment(pattern.substring(0, star), pattern.substring(star + 1), true);
        }

        /** Whether the part of {@code path} is such a segment. */
        boolean matches(String path, int from, int to) {
            int rest = to - from - head.length() - tail.length();
            return (open ? rest >= 0 : rest == 0)
                    && path.startsWith(head, from)
                    && path.startsWith(tail, to - tail.length());
        }
    }

    static PathPattern of(String method, String base, String path) {
        List<Segment> all = Arrays.stream((base + path).split("/", -1))
                .skip(1)
                .map(Segment::of)
                .toList();
        return new PathPattern(
                method, all, (int) base.chars().filter(c -> c == '/').count());
    }

    boolean matches(String method, String path) {
        int rest = matched(method, path, 0);
        return rest >= 0 && path.lastIndexOf('/', rest - 1) < 0;
    }

    /** Whether the path ends in this one's, wherever the API lives. */
    boolean matchesEnd(String method, String path) {
        return matched(method, path, base) >= 0;
    }

    /** Where in {@code path} the segments from {@code first} on begin, if it ends in them; else -1. */
    private int matched(String method, String path, int first) {
        if (!(this.method.equals("*") || this.method.equals(method))) {
            return -1;
        }
        int end = path.length();
        for (int i = segments.size() - 1; i >= first; i--) {
            int slash = path.lastIndexOf('/', end - 1);
            if (slash < 0 || !segments.get(i).matches(path, slash + 1, end)) {
                return -1;
            }
            end = slash;
        }
        return end;
    }
}
