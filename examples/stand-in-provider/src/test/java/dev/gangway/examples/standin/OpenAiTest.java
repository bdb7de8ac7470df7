package dev.gangway.examples.standin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OpenAiTest extends OverSockets {
    private static final String CHAT =
            "{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";

    @Test
    void chatEchoesThePromptAndCountsTokens() throws Exception {
        var response = post("/v1/chat/completions", CHAT, OPENAI);
        JsonNode answer = json(200, response);
        assertEquals("You said: hello", answer.at("/choices/0/message/content").stringValue());
        assertEquals("gpt-4o-mini-2024-07-18", answer.path("model").stringValue());
        int input = answer.at("/usage/prompt_tokens").intValue();
        int output = answer.at("/usage/completion_tokens").intValue();
        assertEquals(input + output, answer.at("/usage/total_tokens").intValue());
        assertTrue(header(response, "x-request-id").startsWith("req_"));
        assertEquals("10000", header(response, "x-ratelimit-limit-requests"));
    }

    @Test
    void chatStreamHasUsageOnlyWhereAskedFor() throws Exception {
        String plain = CHAT.replace("{\"model", "{\"stream\":true,\"model");
        String body = post("/v1/chat/completions", plain, OPENAI).body();
        assertTrue(
                body.endsWith("\"finish_reason\":\"stop\"}],\"obfuscation\":" + tail(body) + "data: [DONE]\n\n"), body);
        assertFalse(body.contains("usage"), body);

        String asked = plain.replace("{\"stream", "{\"stream_options\":{\"include_usage\":true},\"stream");
        String[] events = post("/v1/chat/completions", asked, OPENAI).body().split("\n\n", -1);
        assertTrue(events[0].contains("\"usage\":null"), events[0]);
        JsonNode last = parse(events[events.length - 3].substring("data: ".length()));
        assertTrue(last.path("choices").isEmpty());
        assertTrue(last.at("/usage/total_tokens").intValue() > 0);
    }

    /** What obfuscates is random. */
    private static String tail(String body) {
        int from = body.lastIndexOf("\"obfuscation\":") + "\"obfuscation\":".length();
        return body.substring(from, body.indexOf("data: [DONE]"));
    }

    @Test
    void completions() throws Exception {
        JsonNode answer = json(200, post("/v1/completions", "{\"model\":\"davinci-002\",\"prompt\":\"hi\"}", OPENAI));
        assertEquals("You said: hi", answer.at("/choices/0/text").stringValue());
    }

    @Test
    void responsesAreKept() throws Exception {
        JsonNode made = json(200, post("/v1/responses", "{\"model\":\"gpt-4o\",\"input\":\"hello\"}", OPENAI));
        assertEquals("You said: hello", made.at("/output/0/content/0/text").stringValue());
        String path = "/v1/responses/" + made.path("id").stringValue();
        assertEquals(made, json(200, get(path, OPENAI)));
        assertTrue(json(200, delete(path, OPENAI)).path("deleted").booleanValue());
        assertEquals(
                "invalid_request_error",
                json(404, get(path, OPENAI)).at("/error/type").stringValue());
    }

    @Test
    void responseEventsComeInOrder() throws Exception {
        String body = post("/v1/responses", "{\"model\":\"gpt-4o\",\"stream\":true,\"input\":\"x\"}", OPENAI)
                .body();
        List<String> names = body.lines()
                .filter(line -> line.startsWith("event: "))
                .map(line -> line.substring("event: response.".length()))
                .toList();
        assertEquals(
                List.of("created", "in_progress", "output_item.added", "content_part.added", "output_text.delta"),
                names.subList(0, 5));
        assertEquals(
                List.of("output_text.done", "content_part.done", "output_item.done", "completed"),
                names.subList(names.size() - 4, names.size()));
    }

    @Test
    void embeddingsInBothEncodings() throws Exception {
        String floats = "{\"model\":\"text-embedding-3-small\",\"input\":[\"a\",\"b\"]}";
        JsonNode answer = json(200, post("/v1/embeddings", floats, OPENAI));
        assertEquals(2, answer.path("data").size());
        assertEquals(1536, answer.at("/data/1/embedding").size());
        String base64 = floats.replace("{", "{\"encoding_format\":\"base64\",\"dimensions\":8,");
        String vector = json(200, post("/v1/embeddings", base64, OPENAI))
                .at("/data/0/embedding")
                .stringValue();
        assertEquals(8 * 4, Base64.getDecoder().decode(vector).length);
    }

    @Test
    void filesAreUploadedListedAndDownloaded() throws Exception {
        JsonNode file = json(200, upload("/v1/files", form("xyz", "purpose=batch", "ä.txt", "a\r\nb"), OPENAI));
        assertEquals("ä.txt", file.path("filename").stringValue());
        assertEquals(4, file.path("bytes").intValue());
        String path = "/v1/files/" + file.path("id").stringValue();
        assertEquals("a\r\nb", get(path + "/content", OPENAI).body());
        assertEquals(file, json(200, get("/v1/files", OPENAI)).at("/data/0"));
        json(200, delete(path, OPENAI));
        json(404, get(path, OPENAI));
    }

    @Test
    void batchAnswersEachLineOfItsFile() throws Exception {
        String line = "{\"custom_id\":\"one\",\"body\":" + CHAT + "}";
        JsonNode file = json(200, upload("/v1/files", form("xyz", "purpose=batch", "in.jsonl", line), OPENAI));
        String asked = "{\"endpoint\":\"/v1/chat/completions\",\"input_file_id\":" + file.path("id") + "}";
        JsonNode created = json(200, post("/v1/batches", asked, OPENAI));
        assertEquals("validating", created.path("status").stringValue());
        JsonNode done = json(200, get("/v1/batches/" + created.path("id").stringValue(), OPENAI));
        assertTrue(done.at("/usage/input_tokens").intValue() > 0);
        String output = get("/v1/files/" + done.path("output_file_id").stringValue() + "/content", OPENAI)
                .body();
        assertEquals(
                "You said: hello",
                parse(output).at("/response/body/choices/0/message/content").stringValue());
    }

    @Test
    void imagesSpeechTranscriptionsModerationsModels() throws Exception {
        String image = "{\"model\":\"gpt-image-1\",\"prompt\":\"a pier\"}";
        assertEquals(
                272,
                json(200, post("/v1/images/generations", image, OPENAI))
                        .at("/usage/output_tokens")
                        .intValue());
        var speech = post("/v1/audio/speech", "{\"model\":\"tts-1\",\"voice\":\"alloy\",\"input\":\"hi\"}", OPENAI);
        assertEquals("audio/mpeg", header(speech, "content-type"));
        String form = form("xyz", "model=whisper-1", "a.wav", "RIFF");
        JsonNode heard = json(200, upload("/v1/audio/transcriptions", form, OPENAI));
        assertEquals("duration", heard.at("/usage/type").stringValue());
        assertFalse(json(200, post("/v1/moderations", "{\"input\":\"x\"}", OPENAI))
                .at("/results/0/flagged")
                .booleanValue());
        assertEquals(
                "model",
                json(200, get("/v1/models/ft:x::y", OPENAI)).path("object").stringValue());
        assertEquals("list", json(200, get("/v1/models", OPENAI)).path("object").stringValue());
    }

    @Test
    void aRunOfAnAssistantAnswersTheThread() throws Exception {
        String assistant = json(200, post("/v1/assistants", "{\"model\":\"gpt-4o\"}", OPENAI))
                .path("id")
                .stringValue();
        String thread = "/v1/threads/"
                + json(200, post("/v1/threads", "{}", OPENAI)).path("id").stringValue();
        json(200, post(thread + "/messages", "{\"role\":\"user\",\"content\":\"ahoy\"}", OPENAI));
        JsonNode run = json(200, post(thread + "/runs", "{\"assistant_id\":\"" + assistant + "\"}", OPENAI));
        assertEquals("queued", run.path("status").stringValue());
        JsonNode done = json(200, get(thread + "/runs/" + run.path("id").stringValue(), OPENAI));
        assertEquals("completed", done.path("status").stringValue());
        assertEquals(assistant, done.path("assistant_id").stringValue());
        JsonNode messages = json(200, get(thread + "/messages", OPENAI));
        assertEquals(
                "You said: ahoy", messages.at("/data/0/content/0/text/value").stringValue());
    }

    @Test
    void unknownPathIsOpenAisOwn404() throws Exception {
        JsonNode error = json(404, get("/v1/nothing?x=1", OPENAI));
        assertEquals("Invalid URL (GET /v1/nothing)", error.at("/error/message").stringValue());
    }
}
