package dev.gangway.examples.standin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class VertexTest extends OverSockets {
    private static final String CONTENTS = "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hello\"}]}]}";
    private static final String PROJECT = "/v1/projects/my-project/locations/us-east5/publishers";
    private static final String CLAUDE = "{\"anthropic_version\":\"vertex-2023-10-16\",\"max_tokens\":9,"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
    private static final String[] OAUTH = {"authorization", "Bearer ya29.x"};

    @ParameterizedTest
    @ValueSource(strings = {PROJECT, "/v1beta1/publishers", "/v1/publishers"})
    void generateContent(String prefix) throws Exception {
        JsonNode answer = json(200, post(prefix + "/google/models/gemini-2.5-flash:generateContent", CONTENTS, OAUTH));
        assertEquals(
                "You said: hello",
                answer.at("/candidates/0/content/parts/0/text").stringValue());
        assertEquals("ON_DEMAND", answer.at("/usageMetadata/trafficType").stringValue());
    }

    @Test
    void modelsAndPredictions() throws Exception {
        assertTrue(json(200, get("/v1beta1/publishers/google/models", GOOGLE))
                        .path("publisherModels")
                        .size()
                > 1);
        String instances = "{\"instances\":[{\"content\":\"a\"}]}";
        JsonNode answer = json(200, post(PROJECT + "/google/models/text-embedding-005:predict", instances, OAUTH));
        assertEquals(
                1, answer.at("/predictions/0/embeddings/statistics/token_count").intValue());
    }

    @Test
    void claude() throws Exception {
        String model = PROJECT + "/anthropic/models/claude-sonnet-4@20250514";
        JsonNode message = json(200, post(model + ":rawPredict", CLAUDE, OAUTH));
        assertEquals("You said: hello", message.at("/content/0/text").stringValue());
        String stream = post(model + ":streamRawPredict", CLAUDE, OAUTH).body();
        assertTrue(stream.startsWith("event: message_start\n"), stream);
        String count = PROJECT + "/anthropic/models/count-tokens:rawPredict";
        assertTrue(json(200, post(count, CLAUDE, OAUTH)).path("input_tokens").intValue() > 0);
        assertEquals(
                "error",
                json(400, post(model + ":rawPredict", "{}", OAUTH)).path("type").stringValue());
    }

    @Test
    void noCredentialIsGoogles401() throws Exception {
        JsonNode error = json(401, post(PROJECT + "/anthropic/models/claude:rawPredict", CLAUDE));
        assertEquals("UNAUTHENTICATED", error.at("/error/status").stringValue());
    }
}
