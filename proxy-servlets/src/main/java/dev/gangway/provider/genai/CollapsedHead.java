package dev.gangway.provider.genai;

import dev.gangway.provider.RequestHead;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A head whose path has lost one repeated prefix. Google's Java SDK puts its base URL's path before an upload URL's own
 * path, although that already holds it.
 */
record CollapsedHead(RequestHead head, String path) implements RequestHead {

    /** {@code head} itself, but for an upload below a repeated prefix. */
    static RequestHead of(RequestHead head) {
        for (String prefix : List.of(head.prefix(), head.publicPrefix())) {
            if (isRepeated(prefix, head.path())) {
                return new CollapsedHead(head, head.path().substring(prefix.length()));
            }
        }
        return head;
    }

    private static boolean isRepeated(String prefix, String path) {
        return !prefix.isEmpty() && path.startsWith(prefix) && path.startsWith("/upload/", prefix.length());
    }

    @Override
    public String method() {
        return head.method();
    }

    @Override
    public String prefix() {
        return head.prefix();
    }

    @Override
    public String publicPrefix() {
        return head.publicPrefix();
    }

    @Override
    public @Nullable String query() {
        return head.query();
    }

    @Override
    public @Nullable String header(String name) {
        return head.header(name);
    }
}
