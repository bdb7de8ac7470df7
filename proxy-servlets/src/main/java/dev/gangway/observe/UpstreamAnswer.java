package dev.gangway.observe;

import org.jspecify.annotations.Nullable;

/** What the headers of an upstream's answer say of it. */
public final class UpstreamAnswer {

    private static final String[] IDS = {
        "x-request-id", "request-id", "apim-request-id", "x-goog-request-id", "x-amzn-requestid"
    };

    /** The headers of an answer. */
    @FunctionalInterface
    public interface Headers {

        /** The value of the header {@code name}, in lower case, or null. */
        @Nullable String get(String name);
    }

    private UpstreamAnswer() {}

    /** The provider's own id of the request, or null. */
    public static @Nullable String id(Headers headers) {
        for (String name : IDS) {
            String id = headers.get(name);
            if (id != null) {
                return id;
            }
        }
        return null;
    }

    /**
     * Whether an answer is a stream. Where nobody asks Google for events, it streams an array.
     *
     * @param contentType the answer's, or null
     * @param status the answer's
     * @param target the raw path that it answers, with or without a query
     */
    public static boolean isStream(@Nullable String contentType, int status, String target) {
        if (contentType == null) {
            return false;
        }
        boolean array = target.contains(":streamGenerateContent") && contentType.contains("json") && status / 100 == 2;
        return array
                || contentType.startsWith("text/event-stream")
                || contentType.startsWith("application/vnd.amazon.eventstream");
    }
}
