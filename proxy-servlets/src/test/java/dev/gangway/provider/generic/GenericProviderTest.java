package dev.gangway.provider.generic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.gangway.credential.Credential.FromClient;
import dev.gangway.credential.UpstreamKey;
import dev.gangway.provider.Decision;
import dev.gangway.provider.ErrorEnvelope;
import dev.gangway.provider.FakeHead;
import dev.gangway.provider.Provider;
import dev.gangway.provider.ProviderContract;
import dev.gangway.provider.Removal;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds a known provider to the contract, and says how a route to anywhere differs. */
class GenericProviderTest extends ProviderContract {

    private static final Target TARGET = Target.of(URI.create("https://api.groq.com"));

    @Override
    protected Provider provider(UpstreamKey key) {
        boolean clientAuth = key.credential() instanceof FromClient;
        return new GenericProvider("groq", TARGET, key, "openai", GenericProvider.removal(true, clientAuth, true));
    }

    @Override
    protected FakeHead head() {
        return FakeHead.of("POST /openai/v1/chat/completions");
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
        return "{'error':{'message':'m','type':'invalid_request_error','param':null,'code':'bad-request'}}"
                .replace('\'', '"');
    }

    private static Provider anywhere(String target, boolean forwardHeaders) {
        Removal removal = GenericProvider.removal(false, false, forwardHeaders);
        return new GenericProvider("generic", Target.of(URI.create(target)), null, null, removal);
    }

    @Test
    void needsNoKey() {
        Decision.Forward forward = forward(anywhere("https://h", false).decide(head(), null));

        assertNull(forward.key());
        assertEquals(List.of(), forward.put());
        assertEquals("generic", forward.provider());
    }

    @ParameterizedTest
    @CsvSource({
        "https://h, '', ''",
        "https://h/, '', ''",
        "https://h/a, '', /a",
        "https://h/a/, '', /a/",
        "https://h/a/, /, /a/",
        "https://h/a/, /x, /a/x",
        "https://h/a%2Fb, /x%2Fy/, /a%2Fb/x%2Fy/",
    })
    void goesOnFromTheTargetsPath(String target, String path, String expected) {
        Decision.Forward forward = forward(anywhere(target, false).decide(FakeHead.of("GET " + path), null));

        assertEquals(expected, forward.upstream().basePath() + forward.target());
    }

    @Test
    void leavesTheQueryOfAnUnknownApiAlone() {
        Decision.Forward forward =
                forward(anywhere("https://h", false).decide(FakeHead.of("GET /x?key=1&gangway-x=2&X-Amz-Date="), null));

        assertEquals("/x?key=1&gangway-x=2&X-Amz-Date=", forward.target());
    }

    @ParameterizedTest
    @CsvSource({
        "accept, true, true",
        "Content-Type, true, true",
        "content-length, true, true",
        "If-None-Match, true, true",
        "if-, true, true",
        "range, true, true",
        "user-agent, true, true",
        "accept-language, false, true",
        "traceparent, false, true",
        "i, false, true",
        "authorization, false, false",
        "x-api-key, false, false",
        "cookie, false, false",
        "x-forwarded-for, false, false",
        "gangway-tags, false, false",
        "x-pass-accept, false, false",
    })
    void forwardsHeaders(String name, boolean plain, boolean all) {
        assertEquals(!plain, anywhere("https://h", false).removal().removesHeader(name));
        assertEquals(!all, anywhere("https://h", true).removal().removesHeader(name));
        assertEquals(!all, anywhere("https://h", false).removal().forbidsHeader(name));
    }

    @ParameterizedTest
    @CsvSource({"anthropic, ANTHROPIC", "gemini, GOOGLE", "openai, OPENAI", "cohere, OPENAI", ", OPENAI"})
    void speaksTheApisErrors(String api, ErrorEnvelope envelope) {
        Removal removal = GenericProvider.removal(false, false, false);

        assertSame(envelope, new GenericProvider("generic", TARGET, null, api, removal).envelope(head()));
    }
}
