package dev.gangway.provider;

import java.util.List;

/**
 * The version header that Anthropic's API insists on. SDKs send their own; only bare HTTP clients forget it.
 *
 * @see <a href="https://docs.anthropic.com/en/api/versioning">Versions</a>
 */
public final class AnthropicVersion {

    private static final Header DEFAULT = new Header("anthropic-version", "2023-06-01");

    private AnthropicVersion() {}

    /** Whether {@code head} names a version, itself or to be passed on. */
    public static boolean isSent(RequestHead head) {
        return head.header(DEFAULT.name()) != null || head.header("x-pass-" + DEFAULT.name()) != null;
    }

    /** Adds the default version to {@code put} where {@code head} names none. */
    public static void addIfAbsent(RequestHead head, List<Header> put) {
        if (!isSent(head)) {
            put.add(DEFAULT);
        }
    }
}
