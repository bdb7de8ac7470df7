package dev.gangway.provider.genai;

import static dev.gangway.provider.ProviderContract.forward;
import static dev.gangway.provider.ProviderContract.lines;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gangway.credential.Credential;
import dev.gangway.provider.Decision;
import dev.gangway.provider.FakeHead;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests are Vertex's and where they go: what SDKs really send, every rule, and which rule wins. */
class DetectionTest {

    private static final String RESOURCE = "projects/body-project/locations/europe-west4/publishers/google/models/m";

    private static Decision.Forward decide(Credential vertex, FakeHead head, @Nullable String model) {
        return forward(GenAi.with(vertex).decide(head, model));
    }

    private static String place(Decision.Forward forward) {
        return forward.provider() + " " + forward.upstream().host() + " " + forward.target();
    }

    /** As captured from the official SDKs; what reaches Vertex goes with a token. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST /v1beta/models/gemini-2.5-flash:generateContent | gemini | generativelanguage.googleapis.com",
                "POST /v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse | gemini | generativelanguage.googleapis.com",
                "POST /v1/models/gemini-2.5-flash:generateContent | gemini | generativelanguage.googleapis.com",
                "POST /v1beta/tunedModels/my-model:generateContent | gemini | generativelanguage.googleapis.com",
                "POST /v1beta/cachedContents | gemini | generativelanguage.googleapis.com",
                "POST /v1beta/interactions | gemini | generativelanguage.googleapis.com",
                "GET /v1beta/files/abc:download?alt=media | gemini | generativelanguage.googleapis.com",
                "GET /v1beta/models/veo-3.0-generate-001/operations/op1 | gemini | generativelanguage.googleapis.com",
                "POST /upload/v1beta/files | gemini | generativelanguage.googleapis.com",
                "POST /upload/v1beta/fileSearchStores/s1:uploadToFileSearchStore | gemini | generativelanguage.googleapis.com",
                "GET /ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent | gemini | generativelanguage.googleapis.com",
                "POST /v1beta1/projects/p/locations/us-east5/publishers/google/models/m:generateContent | vertex | us-east5-aiplatform.googleapis.com",
                "POST /v1beta1/projects/p/locations/global/publishers/google/models/m:countTokens | vertex | aiplatform.googleapis.com",
                "POST /v1beta1/projects/p/locations/eu/publishers/google/models/m:predict | vertex | aiplatform.eu.rep.googleapis.com",
                "POST /v1/projects/p/locations/us-east5/publishers/anthropic/models/c@20250514:rawPredict | vertex | us-east5-aiplatform.googleapis.com",
                "POST /v1/projects/p/locations/us-east5/publishers/anthropic/models/count-tokens:rawPredict | vertex | us-east5-aiplatform.googleapis.com",
                "POST /v1beta1/projects/p/locations/us-central1/endpoints/123:generateContent | vertex | us-central1-aiplatform.googleapis.com",
                "POST /v1beta1/projects/p/locations/us-central1/cachedContents | vertex | us-central1-aiplatform.googleapis.com",
                "GET /v1beta1/publishers/google/models | vertex | us-central1-aiplatform.googleapis.com",
                "GET /v1beta1/publishers/google/models/gemini-2.5-flash | vertex | us-central1-aiplatform.googleapis.com",
                "GET /ws/google.cloud.aiplatform.v1beta1.LlmBidiService/BidiGenerateContent | vertex | us-central1-aiplatform.googleapis.com"
            })
    void whatSdksSend(String startLine, String provider, String host) {
        String target = startLine.substring(startLine.indexOf(' ') + 1);
        Decision.Forward forward = decide(GenAi.TOKEN, FakeHead.of(startLine), null);
        assertEquals(provider + " " + host + " " + target, place(forward));
        assertEquals(
                List.of(
                        provider.equals("vertex")
                                ? "authorization: Bearer vertex-token"
                                : "x-goog-api-key: gemini-key"),
                lines(forward.put()));
        assertEquals(provider.equals("vertex") ? "vertex" : "main", forward.key());
    }

    /** Express mode, with and without a version (base_url_resource_scope=COLLECTION). */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /v1beta1/publishers/google/models/gemini-2.5-flash:generateContent",
                "POST /v1beta1/publishers/google/models/gemini-2.5-flash:streamGenerateContent?alt=sse",
                "POST /v1/publishers/google/models/gemini-2.5-flash:generateContent",
                "POST /publishers/google/models/gemini-2.5-flash:generateContent",
                "GET /v1beta1/publishers/google/models"
            })
    void expressGoesToTheGlobalHostAsItIs(String startLine) {
        String target = startLine.substring(startLine.indexOf(' ') + 1);
        Decision.Forward forward = decide(GenAi.EXPRESS, FakeHead.of(startLine).with("x-goog-api-key", "c"), null);
        assertEquals("vertex aiplatform.googleapis.com " + target, place(forward));
        assertEquals(List.of("x-goog-api-key: vertex-key"), lines(forward.put()));
    }

    /** The three rules of the documents that Gangway follows, each alone. */
    @Test
    void theSeedsRules() {
        String path =
                "/v1/projects/my-project/locations/us-east1/publishers/google/models/gemini-2.5-flash:generateContent";
        assertEquals(
                "vertex us-east1-aiplatform.googleapis.com " + path,
                place(decide(GenAi.TOKEN, FakeHead.of("POST " + path), null)));
        FakeHead gemini = FakeHead.of("POST /v1beta/models/m:generateContent");
        assertEquals(
                "vertex europe-west4-aiplatform.googleapis.com /v1beta1/projects/body-project/locations/europe-west4"
                        + "/publishers/google/models/m:generateContent",
                place(decide(GenAi.TOKEN, gemini, RESOURCE)));
        assertEquals(
                "vertex us-central1-aiplatform.googleapis.com /v1beta1/projects/my-project/locations/us-central1"
                        + "/publishers/google/models/m:generateContent",
                place(decide(GenAi.TOKEN, gemini.with("authorization", "Bearer ya29.your-vertex-token"), null)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/v1", "/v1beta", "/v1alpha", "/v1beta1", "/upload", "/upload/v1", "/upload/v1beta1"})
    void ruleOneBelowAnyVersion(String start) {
        String resource = start + "/projects/p/locations/l1/x?y";
        FakeHead head = FakeHead.of("POST " + resource);
        assertEquals("vertex l1-aiplatform.googleapis.com " + resource, place(decide(GenAi.TOKEN, head, RESOURCE)));
        String publishers = start + "/publishers/google/models/m:x";
        assertEquals(
                "vertex us-central1-aiplatform.googleapis.com " + start
                        + "/projects/my-project/locations/us-central1/publishers/google/models/m:x",
                place(decide(GenAi.TOKEN, FakeHead.of("POST " + publishers), RESOURCE)));
    }

    /** Rule, request, and the rule that it beats. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 not 3 | /upload/v1/projects/p/locations/us-east1/ragFiles:upload | '' | vertex us-east1-aiplatform.googleapis.com",
                "1 not 4 | /v1/projects/p/locations/us-east1/x | Bearer ya29.x | vertex us-east1-aiplatform.googleapis.com",
                "2       | /v1beta1/models/m:x | '' | vertex us-central1-aiplatform.googleapis.com",
                "2       | /v1beta1 | '' | vertex us-central1-aiplatform.googleapis.com",
                "2 not 3 | /upload/v1beta1/files | '' | vertex us-central1-aiplatform.googleapis.com",
                "2 not 4 | /v1beta1/models/m:x | Bearer ya29.x | vertex us-central1-aiplatform.googleapis.com",
                "3 not 4 | /upload/v1beta/files | Bearer ya29.x | gemini generativelanguage.googleapis.com",
                "3 not 4 | /upload/files | Bearer ya29.x | gemini generativelanguage.googleapis.com",
                "3 not 4 | /ws/google.ai.generativelanguage.v1beta.X | Bearer ya29.x | gemini generativelanguage.googleapis.com",
                "6       | /v1beta/x | '' | gemini generativelanguage.googleapis.com",
                "6       | /v1beta11/x | '' | gemini generativelanguage.googleapis.com",
                "6       | /uploads/v1beta1/x | '' | gemini generativelanguage.googleapis.com"
            })
    void theFirstRuleWins(String rule, String path, String authorization, String place) {
        FakeHead bare = FakeHead.of("POST " + path);
        FakeHead head = authorization.isEmpty() ? bare : bare.with("Authorization", authorization);
        String model = rule.startsWith("6") ? "models/m" : RESOURCE;
        assertEquals(place + " " + path, place(decide(GenAi.TOKEN, head, model)));
    }

    /** Raw segments: nothing is decoded, shortened or searched for. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/projects%2Fp%2Flocations%2Fus-east1/x",
                "/v1/projects/p%2Flocations/us-east1/x",
                "/v1/Projects/p/locations/us-east1/x",
                "/v1/projects/p/Locations/us-east1/x",
                "/v1/projects/p/locations",
                "/v1/projects/p/locations/",
                "/v1/projects/p/l/locations/us-east1",
                "/v1/x/projects/p/locations/us-east1/y",
                "/v1/publishers",
                "/v1/publishersx/google/models",
                "/v1/%70ublishers/google/models/m:x",
                "/x/v1beta1/y",
                "/v1/v1beta1/y",
                "/ws/google.cloud.aiplatformx"
            })
    void whatOnlyLooksLikeVertex(String path) {
        assertEquals(
                "gemini generativelanguage.googleapis.com " + path,
                place(decide(GenAi.TOKEN, FakeHead.of("POST " + path), null)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ya29.x", "bearer ya29.x", "BEARER   ya29.x ", "Bearer ya29."})
    void aGoogleTokenIsVertexs(String authorization) {
        FakeHead head = FakeHead.of("POST /v1/models/m:x").with("authorization", authorization);
        assertEquals("vertex", decide(GenAi.TOKEN, head, null).provider());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer YA29.x",
                "Bearer ya29",
                "Bearer xya29.x",
                "Bearerya29.x",
                "ya29.x",
                "Token ya29.x",
                "Bearer",
                "Bearer ",
                ""
            })
    void anyOtherTokenIsNot(String authorization) {
        FakeHead head = FakeHead.of("POST /v1/models/m:x").with("authorization", authorization);
        assertEquals("gemini", decide(GenAi.TOKEN, head, null).provider());
    }
}
