package dev.gangway.provider.genai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.credential.UpstreamKey;
import dev.gangway.provider.Decision;
import dev.gangway.provider.ErrorCode;
import dev.gangway.provider.ErrorEnvelope;
import dev.gangway.provider.FakeHead;
import dev.gangway.provider.Provider;
import dev.gangway.provider.ProviderContract;
import dev.gangway.provider.Upstream;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Gemini's rules, and when a genai route wants to see the body. */
class GenAiProviderTest extends ProviderContract {

    @Override
    protected Provider provider(UpstreamKey key) {
        return GenAi.withoutVertex(key);
    }

    @Override
    protected FakeHead head() {
        return FakeHead.of("POST /v1beta/models/gemini:generateContent");
    }

    @Override
    protected List<String> proof() {
        return List.of("x-goog-api-key: " + SECRET);
    }

    @Override
    protected Set<String> slots() {
        return Set.of("authorization", "x-goog-api-key", "key", "access_token");
    }

    @Override
    protected String error() {
        return "{\"error\":{\"code\":400,\"message\":\"m\",\"status\":\"INVALID_ARGUMENT\"}}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /v1beta/models/gemini:generateContent",
                "POST /v1/models/gemini:generateContent",
                "POST /v1alpha/auth_tokens",
                "GET /models",
                "GET /v1beta",
                "POST /upload/v1beta/files",
                "GET /v1beta/openaix",
                "GET /v1beta/files/openai/x"
            })
    void geminiTakesItsOwnHeader(String startLine) {
        FakeHead head = FakeHead.of(startLine);
        Decision.Forward forward = forward(provider().decide(head, null));
        assertEquals("gemini", forward.provider());
        assertEquals(Upstream.of("https://generativelanguage.googleapis.com"), forward.upstream());
        assertEquals(head.path(), forward.target());
        assertEquals(List.of("x-goog-api-key: " + SECRET), lines(forward.put()));
        assertEquals(ErrorEnvelope.GOOGLE, provider().envelope(head));
        assertFalse(forward.edits().resultsUrl());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/v1beta/openai", "/v1beta/openai/", "/v1beta/openai/chat/completions", "/v1beta/openai/models"})
    void itsOpenAiPathsTakeABearer(String path) {
        FakeHead head = FakeHead.of("POST " + path);
        Decision.Forward forward = forward(provider().decide(head, null));
        assertEquals(List.of("authorization: Bearer " + SECRET), lines(forward.put()));
        assertEquals(path, forward.target());
        assertEquals("gemini", forward.provider());
        assertEquals(ErrorEnvelope.OPENAI, provider().envelope(head));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST ", "POST /", "GET ?alt=sse", "POST /?x"})
    void aBarePathNamesTheFix(String startLine) {
        FakeHead head = FakeHead.of(startLine).with("authorization", "Bearer ya29.x");
        for (GenAiProvider provider : List.of(GenAi.withoutVertex(), GenAi.with(GenAi.TOKEN))) {
            Decision.Refusal refusal = refusal(provider.decide(head, null));
            assertEquals(ErrorCode.BAD_REQUEST, refusal.code());
            assertTrue(
                    refusal.message().contains("project") && refusal.message().contains("location"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/v1beta/models/m:x,              application/json,                   true",
        "/v1/models/m:x,                  APPLICATION/JSON; charset=utf-8,    true",
        "/v1alpha/interactions,           application/vnd.api+json,           true",
        "/models/m:x,                     application/json,                   true",
        "/v1beta/models/m:x,              text/plain,                         false",
        "/v1beta/models/m:x,              multipart/related; boundary=b,      false",
        "/v1beta/models/m:x,              ,                                   false",
        "/upload/v1beta/files,            application/json,                   false",
        "/r/upload/v1beta/files,          application/json,                   false",
        "/v1beta1/models/m:x,             application/json,                   false",
        "/v1/publishers/google/models/m:x, application/json,                  false",
        "/v1/projects/p/locations/l/x,    application/json,                   false"
    })
    void looksIntoABodyOnlyWhereNothingElseTells(String path, String type, boolean wants) {
        FakeHead bare = FakeHead.of("POST " + path);
        FakeHead head = type == null ? bare : bare.with("content-type", type);
        assertEquals(wants, GenAi.with(GenAi.TOKEN).wantsModel(head));
        assertFalse(GenAi.with(GenAi.TOKEN).wantsModel(head.with("authorization", "Bearer ya29.x")));
        assertFalse(GenAi.withoutVertex().wantsModel(head));
    }
}
