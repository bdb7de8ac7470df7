package dev.gangway.examples.standin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Bedrock's shapes, framing and errors. */
class BedrockTest extends OverSockets {
    private static final String[] KEY = {"authorization", "Bearer bedrock-key"};
    private static final String[] SIGNED = {"authorization", "AWS4-HMAC-SHA256 Credential=A/1/r/bedrock/aws4_request"};
    private static final String CLAUDE = "/model/us.anthropic.claude-sonnet-4-20250514-v1:0";
    private static final String NOVA = "/model/amazon.nova-lite-v1%3A0";
    private static final String ASKED =
            "{\"anthropic_version\":\"bedrock-2023-05-31\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
    private static final String CONVERSE = "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"hello\"}]}]}";

    @Test
    void claude() throws Exception {
        HttpResponse<String> answer = post(CLAUDE + "/invoke", ASKED, SIGNED);
        JsonNode json = json(200, answer);
        assertEquals("You said: hello", json.at("/content/0/text").stringValue());
        assertEquals("claude-sonnet-4-20250514", json.path("model").stringValue());
        assertEquals(json.at("/usage/input_tokens").asString(), header(answer, "x-amzn-bedrock-input-token-count"));
        assertFalse(header(answer, "x-amzn-requestid").isEmpty());
    }

    @Test
    void claudeStreamed() throws Exception {
        List<JsonNode> chunks = new ArrayList<>();
        for (JsonNode frame : frames(CLAUDE + "/invoke-with-response-stream", ASKED)) {
            chunks.add(Json.parse(Base64.getDecoder().decode(frame.path("bytes").stringValue(""))));
        }
        assertEquals("message_start", chunks.get(0).path("type").stringValue());
        JsonNode last = chunks.get(chunks.size() - 1);
        assertEquals("message_stop", last.path("type").stringValue());
        assertTrue(last.at("/amazon-bedrock-invocationMetrics/outputTokenCount").intValue() > 0);
    }

    @Test
    void everyOtherModelIsNova() throws Exception {
        JsonNode invoked = json(200, post(NOVA + "/invoke", CONVERSE, KEY));
        JsonNode conversed = json(200, post(NOVA + "/converse", CONVERSE, KEY));
        assertEquals(conversed, invoked);
        assertEquals(
                "You said: hello",
                conversed.at("/output/message/content/0/text").stringValue());
        assertTrue(conversed.at("/usage/inputTokens").intValue() > 0);
        List<JsonNode> frames = frames(NOVA + "/converse-stream", CONVERSE);
        assertEquals(conversed.path("usage"), frames.get(frames.size() - 1).path("usage"));
    }

    @Test
    void countsWhatWouldBeAsked() throws Exception {
        int tokens = json(200, post(NOVA + "/converse", CONVERSE, KEY))
                .at("/usage/inputTokens")
                .intValue();
        String converse = "{\"input\":{\"converse\":" + CONVERSE + "}}";
        String invoke = "{\"input\":{\"invokeModel\":{\"body\":\""
                + Base64.getEncoder().encodeToString(CONVERSE.getBytes(StandardCharsets.UTF_8)) + "\"}}}";
        for (String input : List.of(converse, invoke)) {
            assertEquals(
                    tokens,
                    json(200, post(NOVA + "/count-tokens", input, KEY))
                            .path("inputTokens")
                            .intValue());
        }
    }

    @Test
    void mantleIsAnthropicsAndOpenAisApi() throws Exception {
        String messages = ASKED.replace("{\"an", "{\"model\":\"claude-sonnet-4-5\",\"an");
        json(200, post("/anthropic/v1/messages", messages, and(SIGNED, "anthropic-version", "2023-06-01")));
        json(200, post("/openai/v1/chat/completions", CONVERSE, SIGNED));
    }

    @ParameterizedTest
    @CsvSource({
        "/model/error-429/converse, 429, ThrottlingException",
        "/model/error-503/invoke, 503, ServiceUnavailableException",
        "/model/anthropic.claude-v2/invoke, 400, ValidationException",
        "/model/m/no-such-thing, 404, ResourceNotFoundException"
    })
    void errors(String path, int status, String type) throws Exception {
        HttpResponse<String> answer = post(path, CONVERSE, KEY);
        assertTrue(json(status, answer).has("message"));
        assertEquals(type, header(answer, "x-amzn-errortype"));
    }

    @Test
    void needsACredential() throws Exception {
        json(403, post(NOVA + "/converse", CONVERSE));
        json(403, post(NOVA + "/converse", CONVERSE, "authorization", "Bearer bad-key"));
    }

    /** Each frame's payload; both checksums of each have to be right. */
    private List<JsonNode> frames(String path, String body) throws Exception {
        byte[] bytes = send(request("POST", path, body, KEY), BodyHandlers.ofByteArray())
                .body();
        List<JsonNode> payloads = new ArrayList<>();
        for (ByteBuffer in = ByteBuffer.wrap(bytes); in.hasRemaining(); ) {
            int start = in.position();
            int total = in.getInt();
            int headers = in.getInt();
            assertEquals(crc(bytes, start, 8), in.getInt());
            assertEquals(
                    crc(bytes, start, total - 4),
                    ByteBuffer.wrap(bytes, start + total - 4, 4).getInt());
            int payload = start + 12 + headers;
            payloads.add(parse(new String(bytes, payload, total - 16 - headers, StandardCharsets.UTF_8)));
            in.position(start + total);
        }
        return payloads;
    }

    private static int crc(byte[] bytes, int from, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }
}
