package dev.gangway.provider.generic;

import dev.gangway.credential.UpstreamKey;
import dev.gangway.provider.Decision;
import dev.gangway.provider.ErrorEnvelope;
import dev.gangway.provider.Header;
import dev.gangway.provider.Proof;
import dev.gangway.provider.Provider;
import dev.gangway.provider.Query;
import dev.gangway.provider.Removal;
import dev.gangway.provider.RequestHead;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Any other API: path and query as they are, below the target; a key, where there is one, as a Bearer token. */
public final class GenericProvider implements Provider {

    /** Where a client may carry its credential to an API that nobody knows more of. */
    private static final String[] SLOTS = {
        "authorization", "x-api-key", "api-key", "x-goog-api-key", "ocp-apim-subscription-key"
    };

    private final String name;
    private final Target target;
    private final @Nullable UpstreamKey key;
    private final @Nullable String api;
    private final Removal removal;

    /**
     * Serves one API.
     *
     * @param name what the record calls it
     * @param target where it lives
     * @param key what proves the gateway to it, or null where headers or nothing does
     * @param api whose usage format and errors it has, or null where it is none that is known
     * @param removal what of the client's request does not go there
     */
    public GenericProvider(
            String name, Target target, @Nullable UpstreamKey key, @Nullable String api, Removal removal) {
        this.name = name;
        this.target = target;
        this.key = key;
        this.api = api;
        this.removal = removal;
    }

    /**
     * What does not go to an API.
     *
     * @param known whether its credentials are, so that others are taken out of the query
     * @param clientAuth whether the client's own credential passes
     * @param forwardHeaders whether headers go that do not describe the request
     */
    public static Removal removal(boolean known, boolean clientAuth, boolean forwardHeaders) {
        Removal removal = Removal.ALL;
        if (clientAuth) {
            removal = known ? Removal.keeping(SLOTS[0]) : Removal.keeping(SLOTS);
        }
        Removal query = known ? removal : removal.keepingQuery();
        return forwardHeaders ? query : query.onlyPlain();
    }

    @Override
    public Decision decide(RequestHead head, @Nullable String model) {
        Decision.Refusal missing = key == null ? null : Proof.missing(key);
        if (missing != null) {
            return missing;
        }
        return new Decision.Forward(
                name,
                key == null ? null : Proof.name(key),
                target.upstream(),
                Query.target(target.path(head.path()), removal.query(head.query())),
                key == null ? List.<Header>of() : Proof.bearer(key.credential()),
                Decision.ResponseEdits.NONE);
    }

    @Override
    public Removal removal() {
        return removal;
    }

    @Override
    public @Nullable String api() {
        return api;
    }

    @Override
    public ErrorEnvelope envelope(RequestHead head) {
        return ErrorEnvelope.of(api);
    }
}
