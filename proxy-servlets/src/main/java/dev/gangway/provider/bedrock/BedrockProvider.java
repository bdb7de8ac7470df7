package dev.gangway.provider.bedrock;

import dev.gangway.provider.AnthropicVersion;
import dev.gangway.provider.Decision;
import dev.gangway.provider.Decision.Refusal;
import dev.gangway.provider.Decision.ResponseEdits;
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
import org.jspecify.annotations.Nullable;

/**
 * Amazon Bedrock. A client's signature covers the gateway's host, so it never passes: requests go with a Bedrock API key as
 * Bearer, or are signed anew.
 *
 * @see <a href="https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html">API keys</a>
 */
public final class BedrockProvider implements Provider {

    private static final String CLAUDE = "/anthropic/";

    private final @Nullable Upstream target;
    private final BedrockKey key;

    /**
     * Binds the rules to one route.
     *
     * @param target overrides every host (tests, private endpoints), or null
     */
    public BedrockProvider(@Nullable Upstream target, BedrockKey key) {
        this.target = target;
        this.key = key;
    }

    @Override
    public Decision decide(RequestHead head, @Nullable String model) {
        Refusal missing = Proof.missing(key.key());
        if (missing != null) {
            return missing;
        }
        String region = key.region();
        if (region == null) {
            return new Refusal(ErrorCode.NO_CREDENTIAL, "This route has no region: set " + key.regionSetting() + ".");
        }
        BedrockService service = BedrockService.of(head.path());
        return new Decision.Forward(
                "bedrock",
                key.key().name(),
                target != null ? target : service.upstream(region),
                Query.target(head.path(), removal().query(head.query())),
                headers(head),
                ResponseEdits.NONE,
                Proof.issued(key.key(), service.signingName()));
    }

    private List<Header> headers(RequestHead head) {
        List<Header> put = Proof.bearer(key.key().credential());
        if (head.path().startsWith(CLAUDE)) {
            AnthropicVersion.addIfAbsent(head, put);
        }
        return put;
    }

    @Override
    public Removal removal() {
        return Removal.ALL;
    }

    @Override
    public ErrorEnvelope envelope(RequestHead head) {
        if (head.path().startsWith(CLAUDE)) {
            return ErrorEnvelope.ANTHROPIC;
        }
        return BedrockService.of(head.path()) == BedrockService.MANTLE ? ErrorEnvelope.OPENAI : ErrorEnvelope.AWS;
    }
}
