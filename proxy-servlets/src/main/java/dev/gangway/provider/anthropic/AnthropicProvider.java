package dev.gangway.provider.anthropic;

import dev.gangway.credential.Credential.FromClient;
import dev.gangway.credential.UpstreamKey;
import dev.gangway.provider.AnthropicVersion;
import dev.gangway.provider.Decision;
import dev.gangway.provider.Decision.ResponseEdits;
import dev.gangway.provider.ErrorEnvelope;
import dev.gangway.provider.Header;
import dev.gangway.provider.Proof;
import dev.gangway.provider.Provider;
import dev.gangway.provider.Query;
import dev.gangway.provider.Removal;
import dev.gangway.provider.RequestHead;
import dev.gangway.provider.Upstream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Anthropic: {@code x-api-key}, a default {@code anthropic-version}, and batches whose {@code results_url} leads back
 * through the gateway. SDKs follow that URL with the caller's credential, which would otherwise reach another host.
 *
 * @see <a href="https://docs.anthropic.com/en/api/retrieving-message-batch-results">Batch results</a>
 */
public final class AnthropicProvider implements Provider {

    /** Anthropic's own address. */
    public static final Upstream DEFAULT = Upstream.of("https://api.anthropic.com");

    private static final String BATCHES = "/v1/messages/batches";
    private static final ResponseEdits RESULTS_URL = new ResponseEdits(true, null);

    private final Upstream upstream;
    private final UpstreamKey key;
    private final Removal removal;

    public AnthropicProvider(Upstream upstream, UpstreamKey key) {
        this.upstream = upstream;
        this.key = key;
        this.removal =
                key.credential() instanceof FromClient ? Removal.keeping("authorization", "x-api-key") : Removal.ALL;
    }

    @Override
    public Decision decide(RequestHead head, @Nullable String model) {
        Decision.Refusal missing = Proof.missing(key);
        if (missing != null) {
            return missing;
        }
        List<Header> put = Proof.inSlots(key.credential(), "x-api-key");
        AnthropicVersion.addIfAbsent(head, put);
        boolean batches = answersResultsUrl(head.path());
        if (batches) {
            put.add(new Header("accept-encoding", "identity"));
        }
        return new Decision.Forward(
                "anthropic",
                Proof.name(key),
                upstream,
                Query.target(head.path(), removal.query(head.query())),
                put,
                batches ? RESULTS_URL : ResponseEdits.NONE);
    }

    private static boolean answersResultsUrl(String path) {
        return path.equals(BATCHES) || (path.startsWith(BATCHES + "/") && !path.endsWith("/results"));
    }

    @Override
    public Removal removal() {
        return removal;
    }

    @Override
    public ErrorEnvelope envelope(RequestHead head) {
        return ErrorEnvelope.ANTHROPIC;
    }
}
