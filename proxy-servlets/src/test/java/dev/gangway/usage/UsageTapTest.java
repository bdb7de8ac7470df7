package dev.gangway.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An answer's usage is the same wherever its bytes are cut, and however they are compressed. */
class UsageTapTest {

    private static final String ANTHROPIC_STREAM = """
            event: message_start
            data: {"type":"message_start","message":{"id":"msg_1","model":"claude-x","content":[],"usage":{"input_tokens":10,"cache_read_input_tokens":100,"cache_creation_input_tokens":7,"cache_creation":{"ephemeral_5m_input_tokens":4,"ephemeral_1h_input_tokens":3},"output_tokens":1,"service_tier":"standard"}}}

            event: ping
            data: {"type": "ping"}

            : a comment

            event: content_block_delta
            data: {"type":"content_block_delta","delta":{"type":"text_delta","text":"\\"usage\\": {\\"output_tokens\\": 99} \\\\"}}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":42,"server_tool_use":{"web_search_requests":2}}}

            event: message_stop
            data: {"type":"message_stop"}

            """;

    private static final String ANTHROPIC_USAGE =
            "claude-x msg_1 standard end_turn {INPUT_TOKENS=117, OUTPUT_TOKENS=42, CACHE_READ_TOKENS=100,"
                    + " CACHE_WRITE_TOKENS=7, CACHE_WRITE_1H_TOKENS=3} {web_search=2}";

    private static final String GEMINI_ARRAY = """
            [{
              "candidates": [{"content": {"parts": [{"text": "}]"}]}}],
              "usageMetadata": {"promptTokenCount": 5, "candidatesTokenCount": 1},
              "modelVersion": "gemini-2.5-flash"
            }
            ,
            {
              "candidates": [{"finishReason": "STOP"}],
              "usageMetadata": {"promptTokenCount": 5, "candidatesTokenCount": 9, "thoughtsTokenCount": 20,
                "promptTokensDetails": [{"modality": "TEXT", "tokenCount": 3}, {"tokenCount": 2, "modality": "AUDIO"}]},
              "responseId": "r-1"
            }
            ]
            """;

    private static final String GEMINI_USAGE =
            "gemini-2.5-flash r-1 null STOP {INPUT_TOKENS=5, OUTPUT_TOKENS=29, REASONING_TOKENS=20,"
                    + " AUDIO_INPUT_TOKENS=2} {}";

    private static final String RESPONSES = """
            {"id":"resp_1","model":"gpt-5","status":"completed","output":[{"type":"web_search_call"},{"type":"message"},
             {"type":"web_search_call"}],"usage":{"input_tokens":11,"input_tokens_details":{"cached_tokens":4},
             "output_tokens":7,"output_tokens_details":{"reasoning_tokens":6}},"service_tier":"flex"}""";

    private static final String RESPONSES_USAGE = "gpt-5 resp_1 flex completed {INPUT_TOKENS=11, OUTPUT_TOKENS=7,"
            + " CACHE_READ_TOKENS=4, REASONING_TOKENS=6} {web_search=2}";

    @Test
    void readsAnAnthropicStream() throws Exception {
        everywhereCut(
                "anthropic", "/v1/messages", "text/event-stream; charset=utf-8", ANTHROPIC_STREAM, ANTHROPIC_USAGE);
        String crlf = ANTHROPIC_STREAM.replace("\n", "\r\n");
        everywhereCut("anthropic", "/v1/messages", "text/event-stream", crlf, ANTHROPIC_USAGE);
        String cr = ANTHROPIC_STREAM.replace("\n", "\r");
        everywhereCut("azure", "/anthropic/v1/messages", "text/event-stream", cr, ANTHROPIC_USAGE);
    }

    @Test
    void readsAStreamedGeminiArray() throws Exception {
        String path = "/v1beta/models/gemini-2.5-flash:streamGenerateContent";
        everywhereCut("gemini", path, "application/json", GEMINI_ARRAY, GEMINI_USAGE);
        everywhereCut(
                "vertex",
                "/v1/projects/p/locations/l/publishers/google/models/m:streamGenerateContent",
                "application/json; charset=UTF-8",
                GEMINI_ARRAY,
                GEMINI_USAGE);
    }

    @Test
    void countsToolCallsOfADocument() throws Exception {
        everywhereCut("openai", "/v1/responses", "application/json", RESPONSES, RESPONSES_USAGE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"usage":{"prompt_tokens":-1}}
            {"usage":{"prompt_tokens":"3"}}
            {"usage":{"prompt_tokens":1e999999999}}
            {"usage":{"prompt_tokens":
            {"usage":[{"prompt_tokens":3}]}
            {"x":{"usage":{"prompt_tokens":3}}}
            [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[
            }}}}]]]
            {"usage":{"prompt_tokens":3
            \u0000\u0001
            {"usage":null}
            """)
    void knowsNothingOfWhatIsNotThere(String body) {
        assertEquals(
                "null null null null {} {}",
                read(
                        "openai",
                        "/v1/chat/completions",
                        "application/json",
                        null,
                        body.getBytes(StandardCharsets.UTF_8),
                        3));
    }

    @Test
    void leavesAloneWhatItCannotRead() {
        UsageFormat chat = UsageFormats.find("openai", "POST", "/v1/chat/completions");
        assertNotNull(chat);
        assertNull(UsageTap.of(chat, "application/json", "br"));
        assertNull(UsageTap.of(chat, "text/html", null));
        assertNull(UsageTap.of(chat, null, null));
        assertNull(UsageFormats.find("openai", "POST", "/v1/files"));
        assertNull(UsageFormats.find("nobody", "POST", "/v1/chat/completions"));
    }

    private static void everywhereCut(String provider, String path, String type, String body, String expected)
            throws IOException {
        byte[] plain = body.getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut <= plain.length; cut++) {
            assertEquals(expected, read(provider, path, type, null, plain, cut), "cut at " + cut);
        }
        byte[] zipped = gzip(plain);
        for (int cut = 0; cut <= zipped.length; cut++) {
            assertEquals(expected, read(provider, path, type, "gzip", zipped, cut), "gzip cut at " + cut);
        }
    }

    private static String read(
            String provider, String path, String type, @Nullable String encoding, byte[] body, int cut) {
        UsageFormat format = UsageFormats.find(provider, "POST", path);
        assertNotNull(format, path);
        try (UsageTap tap = UsageTap.of(format, type, encoding)) {
            assertNotNull(tap);
            int at = Math.min(cut, body.length);
            tap.feed(ByteBuffer.wrap(body, 0, at));
            tap.feed(ByteBuffer.wrap(body, at, body.length - at));
            Usage usage = tap.usage();
            return usage.model() + " " + usage.id() + " " + usage.serviceTier() + " " + usage.finish() + " "
                    + new TreeMap<>(usage.amounts()) + " " + new TreeMap<>(usage.toolCalls());
        }
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        }
        return out.toByteArray();
    }
}
