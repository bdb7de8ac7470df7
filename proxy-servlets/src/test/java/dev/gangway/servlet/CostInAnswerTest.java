package dev.gangway.servlet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.testing.Bytes;
import dev.gangway.testing.FaultGateway;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The cost that is written into an answer is the record's, and every other byte is the upstream's. */
class CostInAnswerTest {

    private static final String STREAM = "text/event-stream";
    private static final String JSON = "application/json";

    private static RawUpstream upstream;
    private static FaultGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        upstream = RawUpstream.answering("HTTP/1.1 500 unset\nContent-Length: 0", new byte[0]);
        String on = "include-cost-in-stream: true, cost-header: true";
        gateway = FaultGateway.start(FaultGateway.routes(upstream.origin(), on) + """
                  - { path: /off, provider: anthropic, target: "%1$s", keys: [{ value: k }] }
                  - { path: /header, provider: anthropic, target: "%1$s", keys: [{ value: k }], cost-header: true }
                """.formatted(upstream.origin()));
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        upstream.close();
    }

    private static HttpMessage answered(String target, String request, String headers, byte[] body) throws Exception {
        upstream.answer((received, socket, out) -> {
            String head = "HTTP/1.1 200 OK\n" + headers + "\nTransfer-Encoding: chunked\ngangway-cost: 99";
            RawUpstream.write(out, head, Bytes.chunked(body, body.length < 100_000 ? 53 : 10_007));
            return true;
        });
        return RawClient.exchange(
                gateway.port(),
                "POST " + target + " HTTP/1.1\nHost: x\nConnection: close\nAccept-Encoding: gzip\nContent-Type: " + JSON
                        + "\nContent-Length: " + request.length(),
                Bytes.utf8(request));
    }

    private static final String ANTHROPIC = """
            event: message_start
            data: {"type":"message_start","message":{"id":"m","model":"claude-sonnet-4-5-20250929","usage":{"input_tokens":1000,"output_tokens":1}}}

            event: content_block_delta
            data: {"type":"content_block_delta","delta":{"text":"\\"usage\\":{}"}}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":100<COST>}}

            event: message_stop
            data: {"type":"message_stop"}

            """;

    private static final String CHAT = """
            data: {"id":"c","model":"gpt-4o-mini","choices":[{"delta":{},"finish_reason":"stop"}],"usage":null}

            data: {"id":"c","model":"gpt-4o-mini","choices":[],"usage":{"prompt_tokens":1000,"completion_tokens":100<COST>}}

            data: [DONE]

            """;

    private static final String RESPONSES = """
            event: response.created
            data: {"type":"response.created","response":{"id":"r","model":"gpt-4o-mini","status":"in_progress","usage":null}}

            event: response.completed
            data: {"type":"response.completed","response":{"id":"r","model":"gpt-4o-mini","status":"completed","usage":{"input_tokens":1000,"output_tokens":100<COST>},"user":null}}

            """;

    private static final String GEMINI = """
            data: {"candidates":[{"content":{}}],"usageMetadata":{"promptTokenCount":1000},"modelVersion":"gemini-2.5-flash"}\r
            \r
            data: {"candidates":[{"content":{},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":1000,"candidatesTokenCount":100<COST>},"modelVersion":"gemini-2.5-flash"}\r
            \r
            """;

    private static String stream(String name) {
        return switch (name) {
            case "ANTHROPIC" -> ANTHROPIC;
            case "CHAT" -> CHAT;
            case "RESPONSES" -> RESPONSES;
            default -> GEMINI;
        };
    }

    @ParameterizedTest
    @CsvSource({
        "ANTHROPIC, /anthropic/v1/messages",
        "CHAT, /openai/v1/chat/completions",
        "CHAT, /azure/openai/v1/chat/completions",
        "RESPONSES, /openai/v1/responses",
        "GEMINI, /genai/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse",
        "ANTHROPIC, /vertex/v1/projects/p/locations/us/publishers/anthropic/models/claude-sonnet-4-5@20250929:streamRawPredict",
    })
    void isWrittenIntoTheLastUsageOfAStream(String name, String target) throws Exception {
        String stream = stream(name);
        HttpMessage answer = answered(
                target, "{\"stream\":true}", "Content-Type: " + STREAM, Bytes.utf8(stream.replace("<COST>", "")));

        JsonNode record = gateway.record(answer.header("gangway-request-id"));
        String cost = record.path("cost_usd").asString("unknown");
        assertTrue(new BigDecimal(cost).signum() > 0, record.toString());
        assertEquals(stream.replace("<COST>", ",\"cost\":" + cost), answer.text());
        assertNull(answer.header("gangway-cost"));
        assertEquals("identity", upstream.take().header("accept-encoding"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"claude-nobody-knows", "x"})
    void isNotWrittenWhereItIsNotKnown(String model) throws Exception {
        byte[] stream = Bytes.utf8(ANTHROPIC.replace("<COST>", "").replace("claude-sonnet-4-5-20250929", model));
        HttpMessage answer = answered("/anthropic/v1/messages", "{\"stream\":true}", "Content-Type: " + STREAM, stream);
        assertArrayEquals(stream, answer.body());
        gateway.record(answer.header("gangway-request-id"));
        upstream.take();
    }

    private static final String MESSAGE =
            "{\"id\":\"m\",\"model\":\"claude-sonnet-4-5-20250929\",\"x\":\"%s\",\"stop_reason\":\"end_turn\","
                    + "\"usage\":{\"input_tokens\":1000,\"output_tokens\":100}}";

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isSaidInAHeader(boolean packed) throws Exception {
        byte[] plain = Bytes.utf8(MESSAGE.formatted("é".repeat(10_000)));
        byte[] body = packed ? Bytes.gzip(plain) : plain;
        String headers = "Content-Type: " + JSON + (packed ? "\nContent-Encoding: gzip" : "");
        HttpMessage answer = answered("/header/v1/messages", "{}", headers, body);
        assertArrayEquals(body, answer.body());
        JsonNode record = gateway.record(answer.header("gangway-request-id"));
        assertEquals(record.path("cost_usd").asString("unknown"), answer.header("gangway-cost"));
        assertEquals(0, new BigDecimal("0.0045").compareTo(new BigDecimal(answer.header("gangway-cost"))));
        assertEquals(body.length, record.get("bytes_out").asInt());
        assertEquals("gzip", upstream.take().header("accept-encoding"));
    }

    @Test
    void isNotSaidWhereItIsNotKnown() throws Exception {
        byte[] body = Bytes.utf8(MESSAGE.formatted("").replace("claude-sonnet-4-5-20250929", "claude-nobody-knows"));
        HttpMessage answer = answered("/anthropic/v1/messages", "{}", "Content-Type: " + JSON, body);
        assertArrayEquals(body, answer.body());
        assertEquals(null, answer.header("gangway-cost"));
        upstream.take();
    }

    @Test
    void isNotSaidOfALongAnswer() throws Exception {
        for (int i = 0; i < 2; i++) {
            byte[] body = MESSAGE.formatted("y".repeat(3 << 19)).getBytes(StandardCharsets.US_ASCII);
            HttpMessage answer = answered("/anthropic/v1/messages", "{}", "Content-Type: " + JSON, body);
            assertArrayEquals(body, answer.body());
            assertNull(answer.header("gangway-cost"));
            JsonNode record = gateway.record(answer.header("gangway-request-id"));
            assertEquals("0.0045", record.path("cost_usd").asString("unknown"));
            upstream.take();
        }
        String warning = "Route /anthropic: an answer went without the header gangway-cost";
        assertEquals(
                1, gateway.log().lines().filter(line -> line.contains(warning)).count());
    }

    /** Gemini's streams without {@code alt=sse}; held back they would be no streams. */
    @Test
    void isNotSaidOfAStreamedArray() throws Exception {
        String chunk = "{\"candidates\":[{\"finishReason\":\"STOP\"}],\"usageMetadata\":{\"promptTokenCount\":1000,"
                + "\"candidatesTokenCount\":100},\"modelVersion\":\"gemini-2.5-flash\"}";
        String call = "/genai/v1beta/models/gemini-2.5-flash:";
        HttpMessage array = answered(
                call + "streamGenerateContent", "{}", "Content-Type: " + JSON, Bytes.utf8("[" + chunk + "\n]"));
        assertEquals("[" + chunk + "\n]", array.text());
        assertNull(array.header("gangway-cost"));
        upstream.take();
        HttpMessage whole = answered(call + "generateContent", "{}", "Content-Type: " + JSON, Bytes.utf8(chunk));
        assertEquals(chunk, whole.text());
        assertTrue(new BigDecimal(whole.headers("gangway-cost").get(0)).signum() > 0);
        upstream.take();
    }

    @Test
    void changesNothingWhereItIsOff() throws Exception {
        byte[] stream = Bytes.utf8(ANTHROPIC.replace("<COST>", ""));
        HttpMessage answer = answered("/off/v1/messages", "{\"stream\":true}", "Content-Type: " + STREAM, stream);
        assertArrayEquals(stream, answer.body());
        assertEquals("gzip", upstream.take().header("accept-encoding"));
        byte[] body = Bytes.utf8(MESSAGE.formatted(""));
        answer = answered("/off/v1/messages", "{}", "Content-Type: " + JSON, body);
        assertArrayEquals(body, answer.body());
        assertNull(answer.header("gangway-cost"));
        upstream.take();
    }
}
