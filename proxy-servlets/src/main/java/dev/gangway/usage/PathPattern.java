package dev.gangway.usage;

/**
 * A method and the segments of a path. {@code *} stands for any method, and in a segment for any part of it.
 *
 * @param base how many of the segments are where the API lives, not what it is
 */
record PathPattern(String method, String[] segments, int base) {

    static PathPattern of(String method, String base, String path) {
        return new PathPattern(method, segments(base + path), segments(base).length - 1);
    }

    /** The segments of a path; the first one is empty. */
    static String[] segments(String path) {
        return path.split("/", -1);
    }

    boolean matches(String method, String[] path) {
        return path.length == segments.length && endMatches(method, path, 0);
    }

    /** Whether the path ends in this one's, wherever the API lives. */
    boolean matchesEnd(String method, String[] path) {
        return path.length >= segments.length - base && endMatches(method, path, base);
    }

    private boolean endMatches(String method, String[] path, int from) {
        if (!(this.method.equals("*") || this.method.equals(method))) {
            return false;
        }
        int shift = path.length - segments.length;
        for (int i = segments.length - 1; i > from; i--) {
            if (!matches(segments[i], path[i + shift])) {
                return false;
            }
        }
        return true;
    }

    private static boolean matches(String pattern, String segment) {
        int star = pattern.indexOf('*');
        return star < 0
                ? pattern.equals(segment)
                : segment.length() >= pattern.length() - 1
                        && segment.startsWith(pattern.substring(0, star))
                        && segment.endsWith(pattern.substring(star + 1));
    }
}
