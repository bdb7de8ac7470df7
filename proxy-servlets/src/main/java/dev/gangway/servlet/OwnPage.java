package dev.gangway.servlet;

import org.jspecify.annotations.Nullable;

/** A page of the gateway itself, below {@code /gangway}. */
@FunctionalInterface
public interface OwnPage {

    /**
     * What is answered.
     *
     * @param status the HTTP status
     * @param type the content type
     */
    record Content(int status, String type, byte[] body) {}

    /** The content for a client that sent the header {@code Accept: accept}. */
    Content content(@Nullable String accept);

    /** Whether everybody may see it; others are under {@code access}. */
    default boolean isOpen() {
        return false;
    }
}
