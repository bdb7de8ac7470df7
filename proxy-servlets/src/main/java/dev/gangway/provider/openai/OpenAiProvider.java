package dev.gangway.provider.openai;

import dev.gangway.credential.Credential.FromClient;
import dev.gangway.credential.UpstreamKey;
import dev.gangway.provider.Decision;
import dev.gangway.provider.ErrorEnvelope;
import dev.gangway.provider.Proof;
import dev.gangway.provider.Provider;
import dev.gangway.provider.Query;
import dev.gangway.provider.Removal;
import dev.gangway.provider.RequestHead;
import dev.gangway.provider.Upstream;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI: path and query as they are, {@code Authorization: Bearer}.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/authentication">Authentication</a>
 */
public final class OpenAiProvider implements Provider {

    /** OpenAI's own address. */
    public static final Upstream DEFAULT = Upstream.of("https://api.openai.com");

    private final Upstream upstream;
    private final UpstreamKey key;
    private final Removal removal;

    public OpenAiProvider(Upstream upstream, UpstreamKey key) {
        this.upstream = upstream;
        this.key = key;
        this.removal = key.credential() instanceof FromClient ? Removal.keeping("authorization") : Removal.ALL;
    }

    @Override
    public Decision decide(RequestHead head, @Nullable String model) {
        Decision.Refusal missing = Proof.missing(key);
        if (missing != null) {
            return missing;
        }
        return new Decision.Forward(
                "openai",
                Proof.name(key),
                upstream,
                Query.target(head.path(), removal.query(head.query())),
                Proof.bearer(key.credential()),
                Decision.ResponseEdits.NONE);
    }

    @Override
    public Removal removal() {
        return removal;
    }

    @Override
    public ErrorEnvelope envelope(RequestHead head) {
        return ErrorEnvelope.OPENAI;
    }
}
