package dev.gangway.provider.azure;

import dev.gangway.provider.AnthropicVersion;
import dev.gangway.provider.Decision;
import dev.gangway.provider.Decision.Refusal;
import dev.gangway.provider.ErrorCode;
import dev.gangway.provider.ErrorEnvelope;
import dev.gangway.provider.Header;
import dev.gangway.provider.Proof;
import dev.gangway.provider.Provider;
import dev.gangway.provider.Query;
import dev.gangway.provider.Removal;
import dev.gangway.provider.RequestHead;
import dev.gangway.provider.Upstream;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Azure: the endpoint belongs to the key, and each kind of path has its own rule.
 *
 * @see <a href="https://learn.microsoft.com/azure/ai-foundry/openai/api-version-lifecycle">API versions</a>
 */
public final class AzureProvider implements Provider {

    private static final Logger LOG = LoggerFactory.getLogger(AzureProvider.class);

    private final AzureKey key;
    private final @Nullable Upstream anthropic;
    private final ApiVersion policy;
    private final AtomicBoolean warned = new AtomicBoolean();

    public AzureProvider(AzureKey key, ApiVersion policy) {
        this.key = key;
        this.anthropic = key.forAnthropic();
        this.policy = policy;
    }

    @Override
    public Decision decide(RequestHead head, @Nullable String model) {
        AzurePath path = AzurePath.of(head);
        String hint = path.hint();
        if (hint != null) {
            return new Refusal(ErrorCode.NO_ROUTE, hint);
        }
        Refusal missing = Proof.missing(key.key());
        if (missing != null) {
            return missing;
        }
        Upstream upstream = path.isAnthropic() ? anthropic : key.endpoint();
        return upstream == null ? noEndpoint() : forward(head, path, upstream);
    }

    private Decision forward(RequestHead head, AzurePath path, Upstream upstream) {
        String query = removal().query(head.query());
        return new Decision.Forward(
                "azure",
                key.key().name(),
                upstream,
                Query.target(
                        path == AzurePath.ANTHROPIC_BARE ? "/anthropic" + head.path() : head.path(),
                        path == AzurePath.OPENAI ? versioned(query) : query),
                path.isAnthropic()
                        ? anthropicHeaders(head)
                        : Proof.inSlots(key.key().credential(), "api-key"),
                Decision.ResponseEdits.NONE,
                Proof.issued(key.key(), path.scope()));
    }

    /** Field reports say that Foundry rejects {@code x-api-key} alone, and Anthropic's own client sends both. */
    private List<Header> anthropicHeaders(RequestHead head) {
        List<Header> put = Proof.inSlots(key.key().credential(), "x-api-key", "api-key");
        AnthropicVersion.addIfAbsent(head, put);
        return put;
    }

    private @Nullable String versioned(@Nullable String query) {
        if (policy.isMissing(query, key.apiVersion()) && warned.compareAndSet(false, true)) {
            LOG.warn(
                    "Azure key {}: neither the client nor the configuration names an api-version; none is sent",
                    key.key().name());
        }
        return policy.apply(query, key.apiVersion());
    }

    private Refusal noEndpoint() {
        return new Refusal(
                ErrorCode.NO_CREDENTIAL, "This route has no Azure endpoint: set " + key.endpointSetting() + ".");
    }

    @Override
    public Removal removal() {
        return Removal.ALL;
    }

    @Override
    public ErrorEnvelope envelope(RequestHead head) {
        return AzurePath.of(head).isAnthropic() ? ErrorEnvelope.ANTHROPIC : ErrorEnvelope.OPENAI;
    }
}
