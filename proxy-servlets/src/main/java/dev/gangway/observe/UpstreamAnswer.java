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

    /** Whether an answer of this Content-Type, which may be null, is a stream of events. */
    public static boolean isStream(@Nullable String contentType) {
        return contentType != null
                && (contentType.startsWith("text/event-stream")
                        || contentType.startsWith("application/vnd.amazon.eventstream"));
    }
}
