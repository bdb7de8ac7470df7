package dev.gangway.provider.genai;

import dev.gangway.provider.Upstream;

/**
 * The host of a Vertex location.
 *
 * @see <a href="https://cloud.google.com/vertex-ai/docs/reference/rest#service-endpoint">Service endpoints</a>
 */
final class VertexLocation {

    static final Upstream GLOBAL = https("aiplatform.googleapis.com");

    private static final int MAX_LENGTH = 40;

    private VertexLocation() {}

    /** A location becomes part of a host name: anything but {@code [a-z0-9-]{1,40}} could name another host. */
    static boolean isValid(String location) {
        return !location.isEmpty()
                && location.length() <= MAX_LENGTH
                && location.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
    }

    /** The host that serves a valid {@code location}. */
    static Upstream upstream(String location) {
        return switch (location) {
            case "global" -> GLOBAL;
            case "us", "eu" -> https("aiplatform." + location + ".rep.googleapis.com");
            default -> https(location + "-aiplatform.googleapis.com");
        };
    }

    private static Upstream https(String host) {
        return new Upstream("https", host, 443, "");
    }
}
