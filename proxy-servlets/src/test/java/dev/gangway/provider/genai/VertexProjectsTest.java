package dev.gangway.provider.genai;

import static dev.gangway.provider.ProviderContract.forward;
import static dev.gangway.provider.ProviderContract.lines;
import static dev.gangway.provider.ProviderContract.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.provider.Decision;
import dev.gangway.provider.ErrorCode;
import dev.gangway.provider.FakeHead;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The projects of {@code vertex.projects}: no way of writing another one gets past them. */
class VertexProjectsTest {

    private static final String OWN = "/v1/projects/my-project/locations/us-east5/publishers/google/models/m:x";

    private static GenAiProvider provider() {
        return GenAi.serving(GenAi.TOKEN, "my-project", "123456", "example.com:scoped");
    }

    private static void assertForeign(Decision decision, String what) {
        Decision.Refusal refusal = refusal(decision);
        assertEquals(ErrorCode.FORBIDDEN, refusal.code());
        assertTrue(refusal.message().startsWith(what), refusal::message);
        assertTrue(refusal.message().contains("routes[3].vertex.projects"), refusal::message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                OWN,
                "/v1/projects/123456/locations/eu/publishers/google/models/m:x",
                "/v1beta1/projects/example.com:scoped/locations/eu/cachedContents",
                "/v1beta1/projects/example.com%3Ascoped/locations/eu/cachedContents",
                "/v1/publishers/google/models/m:x",
                "/v1beta1/projects/my-project/cacheConfig",
                "/upload/v1/projects/my-project/locations/eu/ragCorpora/1/ragFiles:upload"
            })
    void theseAreServed(String path) {
        assertEquals(
                "vertex",
                forward(provider().decide(FakeHead.of("POST " + path), null)).provider());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/projects/other/locations/us-east5/publishers/google/models/m:x",
                "/v1/projects/my-project-2/locations/eu/x",
                "/v1/projects/MY-PROJECT/locations/eu/x",
                "/v1/projects/my-project:x/locations/eu/x",
                "/v1/projects/other/locations/eu/projects/my-project/x",
                "/v1/projects/my-project/locations/eu/projects/other/x",
                "/v1beta1/projects/other/cacheConfig",
                "/v1beta1/%70rojects/other/locations/eu/x",
                "/v1beta1/projects%2Fother%2Flocations/eu/x",
                "/v1beta1/Projects/other/locations/eu/x",
                "/v1beta1/projects/m%79-project2/locations/eu/x",
                "/v1beta1/projects//locations/eu/x",
                "/v1beta1/projects/",
                "/upload/v1/projects/other/locations/eu/ragCorpora/1/ragFiles:upload"
            })
    void noOtherIs(String path) {
        for (GenAiProvider provider : List.of(
                provider(),
                GenAi.serving(GenAi.EXPRESS, "my-project"),
                GenAi.serving(GenAi.CLIENTS, "my-project"),
                GenAi.serving(GenAi.MISSING, "my-project"))) {
            assertForeign(provider.decide(FakeHead.of("POST " + path), null), "The Vertex project of this request");
        }
        Decision unlimited = GenAi.with(GenAi.TOKEN).decide(FakeHead.of("POST " + path), null);
        assertEquals("vertex", forward(unlimited).provider());
    }

    @ParameterizedTest
    @CsvSource({"my-project, true", "other, false"})
    void theBodysProjectIsOneOfThem(String project, boolean served) {
        Decision decision = provider()
                .decide(FakeHead.of("POST /v1beta/models/m:x"), "projects/" + project + "/locations/eu/models/m");

        if (served) {
            assertEquals("vertex", forward(decision).provider());
        } else {
            assertForeign(decision, "The Vertex project of this request");
        }
    }

    @Test
    void theOneThatIsBilledIsOneOfThem() {
        FakeHead head = FakeHead.of("POST " + OWN);

        assertForeign(
                provider().decide(head.with(VertexProjects.BILLED, "other"), null),
                "The project in x-goog-user-project");
        Decision.Forward forward = forward(provider().decide(head.with(VertexProjects.BILLED, "123456"), null));
        assertEquals(
                List.of("authorization: Bearer vertex-token", "x-goog-user-project: 123456"), lines(forward.put()));
    }

    /** A second header, or one in {@code x-pass-}, would not be seen: only what was looked at is sent. */
    @Test
    void onlyTheOneThatWasLookedAtIsSent() {
        assertTrue(provider().removal().forbidsHeader("X-Goog-User-Project"));
        assertFalse(GenAi.with(GenAi.TOKEN).removal().forbidsHeader("x-goog-user-project"));
        assertTrue(GenAi.serving(GenAi.CLIENTS, "my-project").removal().forbidsHeader("x-goog-user-project"));
        assertFalse(GenAi.serving(GenAi.CLIENTS, "my-project").removal().forbidsHeader("authorization"));
    }
}
