package dev.gangway.credential;

import java.util.concurrent.CompletionStage;

/** Proves requests with what may first have to be fetched. */
public interface Authorizer {

    /**
     * Makes the proof of {@code request}, without blocking; fails with a {@link TokenException}. May complete on any
     * thread.
     */
    CompletionStage<Authorization> authorize(Outgoing request);

    /** Whether the whole body is part of the proof, so that it has to be there before the request goes. */
    default boolean coversBody() {
        return false;
    }
}
