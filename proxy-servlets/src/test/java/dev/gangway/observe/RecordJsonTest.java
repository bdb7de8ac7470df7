package dev.gangway.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gangway.usage.Unit;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The record's JSON, name by name. */
class RecordJsonTest {

    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void everyFieldOfARecordThatKnowsAll() {
        JsonNode expected = JSON.readTree("""
                {"ts":"2026-11-21T06:00:00.123456Z","request_id":"id-1","route":"/openai_passthrough",
                 "provider":"openai","key":"main","caller":"alice","principal":"alice@example.com",
                 "method":"POST","path":"/openai_passthrough/v1/chat/completions","operation":"openai.chat",
                 "request_model":"gpt-4o","response_model":"gpt-4o-2024-08-06","status":200,"error":"internal",
                 "stream":true,"bytes_in":100,"bytes_out":2000,"ttfb_ms":12.346,"first_event_ms":20.0,
                 "event_gap_ms":1.5,"duration_ms":345.679,"end":"complete","upstream_request_id":"req_1",
                 "response_id":"chatcmpl-1","service_tier":"default","user_agent":"OpenAI/Python \\"2.1\\"\\n",
                 "finish":"stop",
                 "usage":{"input_tokens":11,"output_tokens":12,"cache_read_tokens":13,"cache_write_tokens":14,
                  "cache_write_1h_tokens":15,"reasoning_tokens":16,"audio_input_tokens":17,
                  "audio_output_tokens":18,"image_input_tokens":19,"image_output_tokens":20,"images":21,
                  "seconds":22,"characters":23,"pages":24,"searches":25,
                  "tool_calls":{"code_interpreter":1,"web_search":2}},
                 "usage_partial":true,"cost_usd":"0.0000001","price":"openai/gpt-4o",
                 "unpriced_units":["web_search"],"tags":["team-a","prod"]}""");
        String line = RecordFormat.JSON.text(SampleRecords.full());
        assertEquals(expected, JSON.readTree(line));
        assertEquals(1, line.lines().count());
    }

    @Test
    void theUnitsAreThoseOfTheDesign() {
        assertEquals(15, Unit.values().length);
    }

    @Test
    void whatIsNotKnownIsAbsent() {
        Set<String> names = new TreeSet<>(
                JSON.readTree(RecordFormat.JSON.text(SampleRecords.bare("id"))).propertyNames());
        assertEquals(
                new TreeSet<>(
                        Set.of("ts", "request_id", "method", "path", "bytes_in", "bytes_out", "duration_ms", "end")),
                names);
    }

    /** Half a surrogate pair stays what it is, where UTF-8 could not say it. */
    @Test
    void anyTextComesThrough() {
        Random random = new Random(7);
        String special = "\"\\{}[],:\n\r\t\b\f\u0000\u001f\u007f\u0085\u2028\u00e9\u20ac\ud83d\ude00";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(8); i > 0; i--) {
                text.append(
                        random.nextBoolean()
                                ? special.charAt(random.nextInt(special.length()))
                                : (char) random.nextInt(0x10000));
            }
            SampleRecords.Draft draft = new SampleRecords.Draft();
            draft.requestModel = text.toString();
            byte[] line = RecordFormat.JSON.line(draft.record(), null);
            assertEquals(
                    draft.requestModel,
                    JSON.readTree(line).path("request_model").asString());
            assertEquals(line.length - 1, new String(line, StandardCharsets.ISO_8859_1).indexOf('\n'));
        }
    }
}
