package dev.gangway.examples.standin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class GeminiTest extends OverSockets {
    private static final String CONTENTS = "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hello\"}]}]}";
    private static final String MODEL = "/v1beta/models/gemini-2.5-flash";

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v1beta", "v1alpha"})
    void generateContent(String version) throws Exception {
        String path = "/" + version + "/models/gemini-2.5-flash:generateContent";
        JsonNode answer = json(200, post(path, CONTENTS, GOOGLE));
        assertEquals(
                "You said: hello",
                answer.at("/candidates/0/content/parts/0/text").stringValue());
        assertEquals("gemini-2.5-flash", answer.path("modelVersion").stringValue());
        assertTrue(answer.at("/usageMetadata/totalTokenCount").intValue() > 0);
    }

    @Test
    void streamAsEventsHasCarriageReturns() throws Exception {
        var response = post(MODEL + ":streamGenerateContent?alt=sse", CONTENTS, GOOGLE);
        assertEquals("text/event-stream", header(response, "content-type"));
        String[] events = response.body().split("\r\n\r\n", -1);
        assertEquals(4, events.length, response::body);
        assertEquals(
                "STOP",
                parse(events[2].substring("data: ".length()))
                        .at("/candidates/0/finishReason")
                        .stringValue());
    }

    @Test
    void streamAsArrayIsOneDocument() throws Exception {
        JsonNode array = json(200, post(MODEL + ":streamGenerateContent", CONTENTS, GOOGLE));
        assertEquals(3, array.size());
        String thinks = CONTENTS.replace("{\"c", "{\"generationConfig\":{\"thinkingConfig\":{}},\"c");
        JsonNode usage = json(200, post(MODEL + ":streamGenerateContent", thinks, GOOGLE))
                .at("/2/usageMetadata");
        assertEquals(64, usage.path("thoughtsTokenCount").intValue());
    }

    @Test
    void embeddingsCountsAndModels() throws Exception {
        String request = "{\"content\":{\"parts\":[{\"text\":\"a\"}]}}";
        JsonNode one = json(200, post(MODEL + ":embedContent", request, GOOGLE));
        assertEquals(768, one.at("/embedding/values").size());
        String two = "{\"requests\":[" + request + "," + request + "]}";
        assertEquals(
                2,
                json(200, post(MODEL + ":batchEmbedContents", two, GOOGLE))
                        .path("embeddings")
                        .size());
        assertTrue(json(200, post(MODEL + ":countTokens", CONTENTS, GOOGLE))
                        .path("totalTokens")
                        .intValue()
                > 0);
        assertEquals(
                "models/gemini-2.5-flash",
                json(200, get(MODEL, GOOGLE)).path("name").stringValue());
        assertTrue(json(200, get("/v1beta/models", GOOGLE)).path("models").size() > 1);
    }

    @Test
    void openAiCompatibleTakesOnlyABearer() throws Exception {
        String path = "/v1beta/openai/chat/completions";
        String chat = "{\"model\":\"gemini-2.5-flash\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";
        JsonNode answer = json(200, post(path, chat, "authorization", "Bearer AIza1"));
        assertEquals("chat.completion", answer.path("object").stringValue());
        json(401, post(path, chat, GOOGLE));
    }

    @Test
    void errorsAreGoogles() throws Exception {
        JsonNode error = json(401, post(MODEL + ":generateContent", CONTENTS)).path("error");
        assertEquals("UNAUTHENTICATED", error.path("status").stringValue());
        JsonNode limited = json(429, post("/v1beta/models/error-429:streamGenerateContent", CONTENTS, GOOGLE));
        assertEquals("RESOURCE_EXHAUSTED", limited.at("/0/error/status").stringValue());
        assertEquals(
                "NOT_FOUND",
                json(404, get("/v1beta/nothing", GOOGLE)).at("/error/status").stringValue());
    }
}
