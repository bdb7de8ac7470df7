package dev.gangway.provider.genai;

import static dev.gangway.provider.ProviderContract.forward;
import static dev.gangway.provider.ProviderContract.lines;
import static dev.gangway.provider.ProviderContract.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.credential.Credential;
import dev.gangway.provider.Decision;
import dev.gangway.provider.ErrorCode;
import dev.gangway.provider.ErrorEnvelope;
import dev.gangway.provider.FakeHead;
import dev.gangway.provider.Upstream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Vertex's rules: the host of a location, which can be no other host, and the project where a path lacks it. */
class VertexTest {

    private static final String TOO_LONG = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private static final String GEMINI = "POST /v1beta/models/m:generateContent";

    private static FakeHead at(String location) {
        return FakeHead.of("POST /v1/projects/p/locations/" + location + "/publishers/google/models/m:x");
    }

    @ParameterizedTest
    @CsvSource({
        "us-central1,  us-central1-aiplatform.googleapis.com",
        "europe-west4, europe-west4-aiplatform.googleapis.com",
        "global,       aiplatform.googleapis.com",
        "us,           aiplatform.us.rep.googleapis.com",
        "eu,           aiplatform.eu.rep.googleapis.com",
        "asia,         asia-aiplatform.googleapis.com",
        "0,            0-aiplatform.googleapis.com",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-aiplatform.googleapis.com"
    })
    void theHostOfALocation(String location, String host) {
        Upstream upstream = new Upstream("https", host, 443, "");
        for (Credential credential : List.of(GenAi.TOKEN, GenAi.EXPRESS)) {
            Decision.Forward forward = forward(GenAi.with(credential).decide(at(location), null));
            assertEquals(upstream, forward.upstream());
            assertEquals(at(location).path(), forward.target());
        }
        GenAiProvider configured = GenAi.with(GenAi.TOKEN, "my-project", location, null);
        assertEquals(
                upstream,
                forward(configured.decide(FakeHead.of("GET /v1beta1/x"), null)).upstream());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.com%23",
                "evil.com#",
                "us-central1.evil.com",
                "evil.com:443",
                "evil.com:x",
                "a@b",
                "US-central1",
                "us_central1",
                "us%2Dcentral1",
                "us%2Fcentral1",
                "us central1",
                "..",
                ".",
                "é",
                "us-central1%00",
                ";x",
                "us-central1;x",
                ":x",
                TOO_LONG
            })
    void aLocationCanBeNoOtherHost(String location) {
        for (Credential credential : List.of(GenAi.TOKEN, GenAi.EXPRESS, GenAi.MISSING, GenAi.CLIENTS)) {
            assertBadLocation(GenAi.with(credential).decide(at(location), null));
            assertBadLocation(
                    GenAi.with(credential, null, null, "http://127.0.0.1:1").decide(at(location), null));
        }
        assertBadLocation(
                GenAi.with(GenAi.TOKEN).decide(FakeHead.of(GEMINI), "projects/p/locations/" + location + "/x"));
    }

    private static void assertBadLocation(Decision decision) {
        assertEquals(ErrorCode.BAD_REQUEST, refusal(decision).code());
        assertTrue(refusal(decision).message().contains("location"), refusal(decision)::message);
    }

    /** A custom method may stand right behind the location. */
    @Test
    void customMethodsOfALocation() {
        FakeHead head = FakeHead.of("POST /v1/projects/p/locations/us-east1:evaluateInstances");
        Decision.Forward forward = forward(GenAi.with(GenAi.TOKEN).decide(head, null));
        assertEquals("us-east1-aiplatform.googleapis.com", forward.upstream().host());
        assertEquals(head.path(), forward.target());
    }

    @Test
    void aTargetTakesTheHostsPlace() {
        GenAiProvider provider = GenAi.with(GenAi.TOKEN, "my-project", "us-central1", "http://127.0.0.1:8081/base");
        for (FakeHead head : List.of(at("global"), at("eu"), FakeHead.of("GET /v1beta1/x"), FakeHead.of(GEMINI))) {
            String model = "projects/p/locations/us-east1";
            assertEquals(
                    Upstream.of("http://127.0.0.1:8081/base"),
                    forward(provider.decide(head, model)).upstream());
        }
        assertEquals(
                Upstream.of("http://127.0.0.1:8081/base"),
                forward(GenAi.with(GenAi.EXPRESS, null, null, "http://127.0.0.1:8081/base")
                                .decide(FakeHead.of("POST /v1/publishers/google/models/m:x"), null))
                        .upstream());
    }

    /** A token needs a project; looking models up, and nothing else, needs none. */
    @ParameterizedTest
    @CsvSource({
        "POST, /publishers/google/models/m:generateContent,     true",
        "POST, /publishers/google/models,                       true",
        "GET,  /publishers/google/models,                       false",
        "GET,  /publishers/google/models/,                      false",
        "GET,  /publishers/google/models/m,                     false",
        "GET,  /publishers/anthropic/models/claude@20250514,    false",
        "GET,  /publishers/google/models/m/operations/op,       true",
        "GET,  /publishers/google/modelsx,                      true",
        "GET,  /publishers/google/x/models,                     true",
        "GET,  /publishers/google,                              true",
        "get,  /publishers/google/models,                       true",
        "HEAD, /publishers/google/models,                       true"
    })
    void aTokenNeedsAProject(String method, String rest, boolean inserted) {
        for (String version : new String[] {"", "/v1", "/v1beta1"}) {
            FakeHead head = FakeHead.of(method + " " + version + rest + "?a=%2F");
            String project = inserted ? "/projects/my-project/locations/us-central1" : "";
            Decision.Forward forward = forward(GenAi.with(GenAi.TOKEN).decide(head, null));
            assertEquals(version + project + rest + "?a=%2F", forward.target());
            assertEquals(
                    "us-central1-aiplatform.googleapis.com", forward.upstream().host());
            assertEquals(List.of("authorization: Bearer vertex-token"), lines(forward.put()));
        }
    }

    /** {@code client-auth: forward}: what the client brings says whether it is express. */
    @Test
    void aForwardedTokenNeedsAProjectAndAForwardedKeyNone() {
        FakeHead head = FakeHead.of("POST /v1/publishers/google/models/m:x");
        Decision.Forward key = forward(GenAi.with(GenAi.CLIENTS).decide(head.with("x-goog-api-key", "c"), null));
        assertEquals("/v1/publishers/google/models/m:x", key.target());
        assertEquals("aiplatform.googleapis.com", key.upstream().host());
        assertEquals(List.of(), key.put());
        assertNull(key.key());
        Decision.Forward token =
                forward(GenAi.with(GenAi.CLIENTS).decide(head.with("authorization", "Bearer ya29.c"), null));
        assertEquals("/v1/projects/my-project/locations/us-central1/publishers/google/models/m:x", token.target());
        assertEquals(List.of(), token.put());
    }

    @ParameterizedTest
    @CsvSource({
        "/v1beta/models/m:generateContent,  /v1beta1/{}/publishers/google/models/m:generateContent",
        "/v1alpha/models/m:countTokens,     /v1beta1/{}/publishers/google/models/m:countTokens",
        "/v1/models/m%2Fx@1:predict?alt=sse, /v1/{}/publishers/google/models/m%2Fx@1:predict?alt=sse",
        "/models/m:generateContent,         /v1/{}/publishers/google/models/m:generateContent",
        "/v1beta/cachedContents/c1,         /v1beta1/{}/cachedContents/c1",
        "/v1/batchPredictionJobs,           /v1/{}/batchPredictionJobs"
    })
    void geminisShapeBecomesVertexs(String sent, String expected) {
        FakeHead head = FakeHead.of("POST " + sent);
        String mine = expected.replace("{}", "projects/my-project/locations/us-central1");
        GenAiProvider provider = GenAi.with(GenAi.TOKEN);
        Decision.Forward byToken = forward(provider.decide(head.with("authorization", "Bearer ya29.x"), null));
        assertEquals(mine, byToken.target());
        assertEquals("us-central1-aiplatform.googleapis.com", byToken.upstream().host());
        Decision.Forward byBody = forward(provider.decide(head, "projects/example.com:p_1/locations/eu/x"));
        assertEquals(mine.replace("my-project/locations/us-central1", "example.com:p_1/locations/eu"), byBody.target());
        assertEquals("aiplatform.eu.rep.googleapis.com", byBody.upstream().host());
    }

    @ParameterizedTest
    @CsvSource({
        "projects/p/locations/eu,                       true",
        "projects/p/locations/eu/publishers/google/m,   true",
        "/projects/p/locations/eu/x,                    true",
        "models/projects/p/locations/eu/x,              true",
        "//aiplatform.googleapis.com/projects/p/locations/eu/x, true",
        "projects/p/locations/,                         false",
        "projects/p/locations,                          false",
        "projects//locations/eu,                        false",
        "projects/p/x/locations/eu,                     false",
        "locations/eu/projects/p,                       false",
        "xprojects/p/locations/eu,                      false",
        "publishers/google/models/m,                    false",
        "gemini-2.5-flash,                              false",
        "'',                                            false",
        ",                                              false"
    })
    void theBodysModel(@Nullable String model, boolean vertex) {
        Decision.Forward forward = forward(GenAi.with(GenAi.TOKEN).decide(FakeHead.of(GEMINI), model));
        assertEquals(vertex ? "vertex" : "gemini", forward.provider());
        assertEquals(vertex, forward.target().startsWith("/v1beta1/projects/p/locations/eu/publishers/google/models/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "a%2F..", "a b", "a#", "a?", "-", "é", "a\\", "a\n", "a;b"})
    void theBodysProjectCanLeadNowhereElse(String project) {
        Decision decision =
                GenAi.with(GenAi.TOKEN).decide(FakeHead.of(GEMINI), "projects/" + project + "/locations/eu");
        assertEquals(ErrorCode.BAD_REQUEST, refusal(decision).code());
    }

    @ParameterizedTest
    @CsvSource({
        ",us-central1,routes[3].vertex.project",
        "my-project,,routes[3].vertex.location",
        ",,routes[3].vertex.project"
    })
    void aMissingProjectOrLocationNamesItsSetting(@Nullable String project, @Nullable String location, String setting) {
        GenAiProvider provider = GenAi.with(GenAi.TOKEN, project, location, null);
        for (FakeHead head : List.of(
                FakeHead.of("POST /v1/publishers/google/models/m:x"),
                FakeHead.of(GEMINI).with("authorization", "Bearer ya29.x"))) {
            Decision.Refusal refusal = refusal(provider.decide(head, null));
            assertEquals(ErrorCode.BAD_REQUEST, refusal.code());
            assertTrue(refusal.message().contains(setting), refusal::message);
        }
        assertEquals(
                "vertex",
                forward(provider.decide(FakeHead.of(GEMINI), "projects/p/locations/eu"))
                        .provider());
        assertEquals("vertex", forward(provider.decide(at("eu"), null)).provider());
        String lookup = forward(provider.decide(FakeHead.of("GET /v1/publishers/google/models"), null))
                .upstream()
                .host();
        assertEquals(location == null ? "aiplatform.googleapis.com" : "us-central1-aiplatform.googleapis.com", lookup);
    }

    @Test
    void aMissingKeyNamesItsSetting() {
        for (FakeHead head : List.of(
                at("eu"),
                FakeHead.of("POST /v1/publishers/google/models/m:x"),
                FakeHead.of("POST /v1beta1/x"),
                FakeHead.of(GEMINI).with("authorization", "Bearer ya29.x"))) {
            GenAiProvider provider = GenAi.with(GenAi.MISSING);
            Decision.Refusal refusal = refusal(provider.decide(head, null));
            assertEquals(ErrorCode.NO_CREDENTIAL, refusal.code());
            assertTrue(refusal.message().contains(GenAi.VERTEX_SETTING), refusal::message);
            assertEquals(ErrorEnvelope.GOOGLE, provider.envelope(head));
        }
    }
}
