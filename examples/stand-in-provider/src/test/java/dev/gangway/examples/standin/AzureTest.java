package dev.gangway.examples.standin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AzureTest extends OverSockets {
    private static final String CHAT = "{\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
    private static final String DEPLOYMENT = "/openai/deployments/my%20dep%2F4.1/chat/completions";
    private static final String MESSAGE =
            "{\"model\":\"claude-sonnet-4-5\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";

    @Test
    void theDeploymentIsTheModel() throws Exception {
        var response = post(DEPLOYMENT + "?api-version=2024-10-21", CHAT, AZURE);
        assertEquals("my dep/4.1", json(200, response).path("model").stringValue());
        assertFalse(header(response, "apim-request-id").isEmpty());
        String form = form("xyz", "language=en", "a.wav", "RIFF");
        json(200, upload("/openai/deployments/whisper/audio/transcriptions?api-version=2024-10-21", form, AZURE));
    }

    @Test
    void aDeploymentsStreamBeginsWithTheFilter() throws Exception {
        String body = post(DEPLOYMENT + "?api-version=2024-10-21", CHAT.replace("{\"m", "{\"stream\":true,\"m"), AZURE)
                .body();
        assertTrue(body.startsWith("data: {\"choices\":[],\"created\":0,\"id\":\"\",\"model\":\"\""), body);
        assertTrue(body.endsWith("data: [DONE]\n\n"), body);
    }

    @Test
    void whatHasVersionsNeedsOne() throws Exception {
        JsonNode error = json(404, post(DEPLOYMENT, CHAT, AZURE));
        assertEquals(parse("{\"error\":{\"code\":\"404\",\"message\":\"Resource not found\"}}"), error);
        json(200, get("/openai/models?api-version=2024-10-21", AZURE));
        json(200, post("/openai/responses?api-version=2025-04-01-preview", "{\"input\":\"x\"}", AZURE));
    }

    @Test
    void v1WantsNoVersion() throws Exception {
        json(200, post("/openai/v1/chat/completions", CHAT, "authorization", "Bearer az-1"));
        json(200, post("/openai/v1/chat/completions?api-version=preview", CHAT, AZURE));
        JsonNode error = json(400, post("/openai/v1/chat/completions?api-version=2024-10-21", CHAT, AZURE));
        assertEquals("BadRequest", error.at("/error/code").stringValue());
        assertEquals(
                "api-version query parameter is not allowed when using /v1 path",
                error.at("/error/message").stringValue());
    }

    @Test
    void claude() throws Exception {
        String[] key = {"api-key", "az-1", "anthropic-version", "2023-06-01"};
        JsonNode message = json(200, post("/anthropic/v1/messages", MESSAGE, key));
        assertEquals("You said: hello", message.at("/content/0/text").stringValue());
        assertTrue(json(200, post("/anthropic/v1/messages/count_tokens", MESSAGE, key))
                        .path("input_tokens")
                        .intValue()
                > 0);
        json(404, get("/anthropic/v1/messages/batches", key));
    }

    @Test
    void noKeyIsAzures401() throws Exception {
        assertEquals("401", json(401, post(DEPLOYMENT, CHAT)).at("/error/code").stringValue());
        assertEquals(
                "401",
                json(401, post("/anthropic/v1/messages", MESSAGE))
                        .at("/error/code")
                        .stringValue());
    }
}
