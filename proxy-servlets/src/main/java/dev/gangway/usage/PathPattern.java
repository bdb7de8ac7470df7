package dev.gangway.usage;

/** Where an API lives: {@code provider METHOD /path}, in which {@code *} stands for any provider method or segment part. */
record PathPattern(String provider, String method, String[] segments) {

    static PathPattern of(String text) {
        String[] parts = text.split(" ", 3);
        return new PathPattern(parts[0], parts[1], parts[2].split("/", -1));
    }

    boolean matches(String provider, String method, String path) {
        if (!this.provider.equals(provider) || !(this.method.equals("*") || this.method.equals(method))) {
            return false;
        }
        String[] actual = path.split("/", -1);
        if (actual.length != segments.length) {
            return false;
        }
        for (int i = 0; i < segments.length; i++) {
            if (!matches(segments[i], actual[i])) {
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
