package dev.gangway.provider.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.gangway.credential.UpstreamKey;
import dev.gangway.provider.Decision;
import dev.gangway.provider.FakeHead;
import dev.gangway.provider.Provider;
import dev.gangway.provider.ProviderContract;
import dev.gangway.provider.Upstream;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** OpenAI's rules: nothing but the credential changes. */
class OpenAiProviderTest extends ProviderContract {

    @Override
    protected Provider provider(UpstreamKey key) {
        return new OpenAiProvider(OpenAiProvider.DEFAULT, key);
    }

    @Override
    protected FakeHead head() {
        return FakeHead.of("POST /v1/chat/completions");
    }

    @Override
    protected List<String> proof() {
        return List.of("authorization: Bearer " + SECRET);
    }

    @Override
    protected Set<String> slots() {
        return Set.of("authorization");
    }

    @Override
    protected String error() {
        return "{\"error\":{\"message\":\"m\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":\"bad-request\"}}";
    }

    @Test
    void goesToOpenAiWithNothingElseAdded() {
        Decision.Forward forward = forward(provider().decide(head(), null));
        assertEquals(Upstream.of("https://api.openai.com"), forward.upstream());
        assertEquals("openai", forward.provider());
        assertEquals(1, forward.put().size());
        assertEquals(Decision.ResponseEdits.NONE, forward.edits());
        assertFalse(provider().wantsModel(head().with("content-type", "application/json")));
    }

    @Test
    void anEmptyPathStaysEmpty() {
        assertEquals("", forward(provider().decide(FakeHead.of("GET "), null)).target());
        assertEquals(
                "?x", forward(provider().decide(FakeHead.of("GET ?x"), null)).target());
    }
}
