package dev.gangway.provider.genai;

import org.jspecify.annotations.Nullable;

/**
 * A raw path below a genai route, cut where Gemini and Vertex differ.
 *
 * @param upload whether it starts with {@code /upload}
 * @param version the API version segment, such as {@code v1beta}, or null
 * @param rest what follows both: empty, or starts with a slash
 */
record GenAiPath(boolean upload, @Nullable String version, String rest) {

    private static final String UPLOAD = "/upload/";

    static GenAiPath of(String path) {
        boolean upload = path.startsWith(UPLOAD);
        String tail = upload ? path.substring(UPLOAD.length() - 1) : path;
        int end = tail.indexOf('/', 1);
        String first = tail.isEmpty() ? "" : tail.substring(1, end < 0 ? tail.length() : end);
        return isVersion(first)
                ? new GenAiPath(upload, first, tail.substring(1 + first.length()))
                : new GenAiPath(upload, null, tail);
    }

    /** What comes before {@link #rest()}, with {@code version} in place of this path's own. */
    String head(@Nullable String version) {
        return (upload ? "/upload" : "") + (version == null ? "" : "/" + version);
    }

    boolean isPublisher() {
        return rest.startsWith("/publishers/");
    }

    /** Whether it is {@code publishers/{P}/models} or one model of those. */
    boolean isModels() {
        String[] segments = rest.split("/", -1);
        return isPublisher() && (segments.length == 4 || segments.length == 5) && segments[3].equals("models");
    }

    /**
     * The location of {@code /projects/{P}/locations/{L}}, raw, or null where the path has none. A colon ends it: there a
     * custom method begins, such as {@code :retrieveContexts}.
     */
    @Nullable String location() {
        String[] segments = rest.split("/", 6);
        boolean resource = segments.length > 4 && segments[1].equals("projects") && segments[3].equals("locations");
        if (!resource || segments[4].isEmpty()) {
            return null;
        }
        int colon = segments[4].indexOf(':');
        return colon < 0 ? segments[4] : segments[4].substring(0, colon);
    }

    private static boolean isVersion(String segment) {
        return segment.length() > 1 && segment.charAt(0) == 'v' && Character.isDigit(segment.charAt(1));
    }
}
