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

    /** Adds the default version to {@code put} where {@code head} names none. */
    public static void addIfAbsent(RequestHead head, List<Header> put) {
        if (head.header(DEFAULT.name()) == null) {
            put.add(DEFAULT);
        }
    }
}
