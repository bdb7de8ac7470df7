package dev.gangway.examples.standin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AnthropicTest extends OverSockets {
    private static final String MESSAGE = "{\"model\":\"claude-sonnet-4-5\",\"max_tokens\":9,"
            + "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"hello\"}]}]}";

    @Test
    void message() throws Exception {
        var response = post("/v1/messages?beta=true", MESSAGE, ANTHROPIC);
        JsonNode message = json(200, response);
        assertEquals("You said: hello", message.at("/content/0/text").stringValue());
        assertEquals("end_turn", message.path("stop_reason").stringValue());
        assertTrue(header(response, "request-id").startsWith("req_011C"));
        assertEquals("4000", header(response, "anthropic-ratelimit-requests-limit"));
        json(200, post("/v1/messages", MESSAGE, "authorization", "Bearer k", "anthropic-version", "2026-10-21"));
    }

    @Test
    void streamHasAnthropicsEvents() throws Exception {
        String body = post("/v1/messages", MESSAGE.replace("{\"model", "{\"stream\":true,\"model"), ANTHROPIC)
                .body();
        List<String> names = body.lines()
                .filter(line -> line.startsWith("event: "))
                .map(line -> line.substring("event: ".length()))
                .toList();
        String delta = "content_block_delta";
        assertEquals(
                List.of(
                        "message_start",
                        "content_block_start",
                        "ping",
                        delta,
                        delta,
                        delta,
                        "content_block_stop",
                        "message_delta",
                        "message_stop"),
                names);
    }

    @Test
    void versionIsNeeded() throws Exception {
        JsonNode error = json(400, post("/v1/messages", MESSAGE, "x-api-key", "k"));
        assertEquals("error", error.path("type").stringValue());
        assertEquals("invalid_request_error", error.at("/error/type").stringValue());
    }

    @Test
    void cachingIsCounted() throws Exception {
        String cached =
                MESSAGE.replace("\"hello\"", "\"hello\",\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"1h\"}");
        JsonNode usage = json(200, post("/v1/messages", cached, ANTHROPIC)).path("usage");
        int written = usage.path("cache_creation_input_tokens").intValue();
        assertTrue(written > 0 && usage.path("cache_read_input_tokens").intValue() > 0, usage::toString);
        assertEquals(
                written, usage.at("/cache_creation/ephemeral_1h_input_tokens").intValue());
    }

    @Test
    void countAndModels() throws Exception {
        assertTrue(json(200, post("/v1/messages/count_tokens", MESSAGE, ANTHROPIC))
                        .path("input_tokens")
                        .intValue()
                > 0);
        JsonNode models = json(200, get("/v1/models", ANTHROPIC));
        assertEquals("model", models.at("/data/0/type").stringValue());
        String id = models.path("first_id").stringValue();
        assertEquals(models.at("/data/0"), json(200, get("/v1/models/" + id, ANTHROPIC)));
    }

    @Test
    void batchNamesItsResultsByAbsoluteUrl() throws Exception {
        String asked = "{\"requests\":[{\"custom_id\":\"one\",\"params\":" + MESSAGE + "}]}";
        JsonNode created = json(200, post("/v1/messages/batches", asked, ANTHROPIC));
        assertEquals("in_progress", created.path("processing_status").stringValue());
        String path = "/v1/messages/batches/" + created.path("id").stringValue();
        JsonNode ended = json(200, get(path, ANTHROPIC));
        assertEquals(
                provider.uri() + path + "/results", ended.path("results_url").stringValue());
        assertEquals(
                ended.path("results_url"),
                json(200, get("/v1/messages/batches", ANTHROPIC)).at("/data/0/results_url"));
        JsonNode line = json(200, get(path + "/results", ANTHROPIC));
        assertEquals(
                "You said: hello", line.at("/result/message/content/0/text").stringValue());
        assertEquals(
                "canceling",
                json(200, post(path + "/cancel", "", ANTHROPIC))
                        .path("processing_status")
                        .stringValue());
    }
}
