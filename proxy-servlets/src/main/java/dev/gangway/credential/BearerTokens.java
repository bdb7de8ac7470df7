package dev.gangway.credential;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Proves requests by {@code Authorization: Bearer} with a token that a cache keeps. */
public final class BearerTokens implements Authorizer {

    private static final int UNAUTHORIZED = 401;

    private final TokenCache<Bearer> cache;

    public BearerTokens(TokenCache<Bearer> cache) {
        this.cache = cache;
    }

    @Override
    public CompletionStage<Authorization> authorize(Outgoing request) {
        return cache.get().thenApply(this::authorization);
    }

    private Authorization authorization(Bearer bearer) {
        Map<String, String> headers = new HashMap<>(bearer.others());
        headers.put("Authorization", "Bearer " + bearer.token().reveal());
        return new Authorization(headers, status -> {
            if (status == UNAUTHORIZED) {
                cache.reject(bearer);
            }
        });
    }
}
