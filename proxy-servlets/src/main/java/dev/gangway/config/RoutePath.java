package dev.gangway.config;

/** Checks the literal prefix of a route, which is compared with raw request paths. */
final class RoutePath {

    private static final String RESERVED = "/gangway";

    private RoutePath() {}

    static String check(String path) throws BadValue {
        if (!path.startsWith("/") || path.endsWith("/")) {
            throw new BadValue("must start with a slash, have a name after it, and not end with a slash");
        }
        if (!path.chars().allMatch(RoutePath::isAllowed)) {
            throw new BadValue("must be printable ASCII without ? # % \\ or spaces");
        }
        for (String segment : path.substring(1).split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                throw new BadValue("must not have //, /./ or /../");
            }
        }
        if (path.equals(RESERVED) || path.startsWith(RESERVED + "/")) {
            throw new BadValue("must not be /gangway or below, which is the gateway's own");
        }
        return path;
    }

    private static boolean isAllowed(int c) {
        return c > ' ' && c < 0x7F && "?#%\\".indexOf(c) < 0;
    }
}
