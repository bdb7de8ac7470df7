package dev.gangway.provider.anthropic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.gangway.credential.Credential;
import dev.gangway.credential.UpstreamKey;
import dev.gangway.provider.Decision;
import dev.gangway.provider.FakeHead;
import dev.gangway.provider.Provider;
import dev.gangway.provider.ProviderContract;
import dev.gangway.provider.Upstream;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Anthropic's rules: a default version, and batch answers that the gateway can read. */
class AnthropicProviderTest extends ProviderContract {

    private static final String VERSION = "anthropic-version: 2023-06-01";
    private static final String IDENTITY = "accept-encoding: identity";

    @Override
    protected Provider provider(UpstreamKey key) {
        return new AnthropicProvider(AnthropicProvider.DEFAULT, key);
    }

    @Override
    protected FakeHead head() {
        return FakeHead.of("POST /v1/messages");
    }

    @Override
    protected List<String> proof() {
        return List.of("x-api-key: " + SECRET);
    }

    @Override
    protected Set<String> slots() {
        return Set.of("authorization", "x-api-key");
    }

    @Override
    protected String error() {
        return "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"m\"}}";
    }

    private Decision.Forward decide(FakeHead head) {
        return forward(provider().decide(head, null));
    }

    @Test
    void goesToAnthropic() {
        Decision.Forward forward = decide(head());
        assertEquals(Upstream.of("https://api.anthropic.com"), forward.upstream());
        assertEquals("anthropic", forward.provider());
        assertNull(forward.edits().uploadUrl());
        assertFalse(provider().wantsModel(head().with("content-type", "application/json")));
    }

    @Test
    void addsAVersionWhereTheClientSentNone() {
        assertEquals(
                List.of("x-api-key: " + SECRET, VERSION), lines(decide(head()).put()));
    }

    @ParameterizedTest
    @CsvSource({
        "anthropic-version, 2026-10-21",
        "Anthropic-Version, 2023-06-01",
        "ANTHROPIC-VERSION, anything",
        "x-pass-anthropic-version, 2026-10-21",
        "X-Pass-Anthropic-Version, 2026-10-21"
    })
    void leavesTheClientsVersionAlone(String name, String value) {
        assertEquals(
                List.of("x-api-key: " + SECRET),
                lines(decide(head().with(name, value)).put()));
    }

    @Test
    void addsAVersionToAForwardedCredentialToo() {
        Provider provider = provider(new UpstreamKey("client", new Credential.FromClient(), SETTING));
        assertEquals(
                List.of(VERSION), lines(forward(provider.decide(head(), null)).put()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /v1/messages/batches",
                "GET /v1/messages/batches?limit=20",
                "GET /v1/messages/batches/msgbatch_1",
                "GET /v1/messages/batches/msgbatch_1?beta=true",
                "POST /v1/messages/batches/msgbatch_1/cancel"
            })
    void batchAnswersAreRewrittenAndAskedForUncompressed(String startLine) {
        Decision.Forward forward = decide(FakeHead.of(startLine).with("accept-encoding", "gzip"));
        assertEquals(true, forward.edits().resultsUrl());
        assertEquals(List.of("x-api-key: " + SECRET, VERSION, IDENTITY), lines(forward.put()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /v1/messages",
                "POST /v1/messages/count_tokens",
                "GET /v1/messages/batches/results",
                "GET /v1/messages/batches/msgbatch_1/results",
                "GET /v1/messages/batches/msgbatch_1/results?beta=true",
                "GET /v1/messages/batchesX",
                "GET /v1/models",
                "GET /x/v1/messages/batches"
            })
    void otherAnswersAreNot(String startLine) {
        Decision.Forward forward = decide(FakeHead.of(startLine).with("accept-encoding", "gzip"));
        assertEquals(false, forward.edits().resultsUrl());
        assertEquals(List.of("x-api-key: " + SECRET, VERSION), lines(forward.put()));
    }
}
