package dev.gangway.provider;

import org.jspecify.annotations.Nullable;

/** The rules of one provider, bound to one route's settings. Pure: the same head gives the same decision. */
public interface Provider {

    /** Whether {@link #decide} needs the {@code model} of the request's JSON body. */
    default boolean wantsModel(RequestHead head) {
        return false;
    }

    /**
     * Rewrites a request.
     *
     * @param head the request
     * @param model the body's {@code model}, where {@link #wantsModel} asked for it and it was found
     */
    Decision decide(RequestHead head, @Nullable String model);

    /** Which headers and parameters of the client never go upstream. */
    Removal removal();

    /** The shape of this provider's errors, for those that the gateway makes. */
    ErrorEnvelope envelope(RequestHead head);

    /** Whose usage format the answers have, or null where the {@link Decision.Forward#provider()} says it. */
    default @Nullable String api() {
        return null;
    }

    /** Whether the URL itself proves that the gateway handed it out, so that no other credential is needed. */
    default boolean admits(RequestHead head) {
        return false;
    }
}
