package dev.gangway.provider.genai;

import dev.gangway.provider.RequestHead;
import org.jspecify.annotations.Nullable;

/**
 * A head whose path has lost one repeated prefix. Google's Java SDK puts its base URL's path before an upload URL's own
 * path, although that already holds it.
 */
record CollapsedHead(RequestHead head, String path) implements RequestHead {

    /** {@code head} itself, but for an upload below a repeated prefix. */
    static RequestHead of(RequestHead head) {
        String prefix = head.prefix();
        boolean repeated = !prefix.isEmpty()
                && head.path().startsWith(prefix)
                && head.path().startsWith("/upload/", prefix.length());
        return repeated ? new CollapsedHead(head, head.path().substring(prefix.length())) : head;
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
    public @Nullable String query() {
        return head.query();
    }

    @Override
    public @Nullable String header(String name) {
        return head.header(name);
    }
}
