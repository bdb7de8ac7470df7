package dev.gangway.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.testing.Bytes;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events are edited the same wherever the stream is cut, and all that is not edited leaves as it came. */
class EventStreamEditTest {

    /** Drops events that say drop, doubles x. */
    private static final EventEdit EDIT = data -> {
        String text = new String(data, StandardCharsets.UTF_8);
        return text.contains("drop") ? null : text.contains("x") ? Bytes.utf8(text.replace("x", "xx")) : data;
    };

    private static final String STREAM = """
            \uFEFFdata: first x é

            : comment x

            event: ping
            id: 7

            event: e
            data:x
            id: x

            data: drop

            data: drop
            retry: 1

            data: two x
            data: lines x

            data

            data:

            data: {"a": "x\uD83D\uDE00"}


            data: drop

            data: unfinished x
            """;

    private static final String EDITED = """
            \uFEFFdata: first xx é

            : comment x

            event: ping
            id: 7

            event: e
            data:xx
            id: x

            data: two x
            data: lines x

            data

            data:

            data: {"a": "xx\uD83D\uDE00"}


            data: unfinished x
            """;

    private static String edited(EventEdit edit, byte[] stream, int... cuts) {
        EventStreamEdit events = new EventStreamEdit(edit);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int from = 0;
        for (int cut : cuts) {
            out.writeBytes(events.edited(ByteBuffer.wrap(stream, from, cut - from)));
            from = cut;
        }
        out.writeBytes(events.edited(ByteBuffer.wrap(stream, from, stream.length - from)));
        out.writeBytes(events.rest());
        return out.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void editsWhereverItIsCut(String lineEnd) {
        byte[] stream = Bytes.utf8(STREAM.replace("\n", lineEnd));
        String expected = EDITED.replace("\n", lineEnd);
        assertEquals(expected, edited(EDIT, stream));
        for (int cut = 0; cut <= stream.length; cut++) {
            assertEquals(expected, edited(EDIT, stream, cut), "cut at " + cut);
        }
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            int[] cuts = random.ints(1 + i % 40, 0, stream.length).sorted().toArray();
            assertEquals(expected, edited(EDIT, stream, cuts));
        }
        assertEquals(
                expected, edited(EDIT, stream, IntStream.range(1, stream.length).toArray()));
    }

    /** No event waits for another; what is held is no more than its limit and a read. */
    @Test
    void lengthensNothingAndHoldsNoMoreThanOneEvent() {
        EventStreamEdit events = new EventStreamEdit(EDIT);
        assertEquals("data: 1\n\n", text(events.edited(ByteBuffer.wrap(Bytes.utf8("data: 1\n\ndata: 2x")))));
        assertEquals("data: 2xx\n\n", text(events.edited(ByteBuffer.wrap(Bytes.utf8("\n\n")))));
        byte[] piece = Bytes.utf8("y".repeat(100_000));
        events.edited(ByteBuffer.wrap(Bytes.utf8("data: x")));
        long left = 0;
        for (int i = 0; i < 30; i++) {
            left += events.edited(ByteBuffer.wrap(piece)).length;
            assertTrue((i + 1) * 100_000L - left <= EventStreamEdit.LONGEST);
            left += events.edited(ByteBuffer.allocate(0)).length;
        }
        assertEquals(7 + 30 * 100_000L, left, "an event over the limit passes");
        assertEquals("x\n\n", text(events.edited(ByteBuffer.wrap(Bytes.utf8("x\n\n")))), "unedited to its end");
        assertEquals(
                "data: xx\n\n", text(events.edited(ByteBuffer.wrap(Bytes.utf8("data: x\n\n")))), "the next is not");
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "DROP", textBlock = """
            {"id":"1","choices":[{"index":0}],"usage":null} | {"id":"1","choices":[{"index":0}]}
            {"id":"1","choices":[{"index":0}],"usage":null,"obfuscation":"ab"} | {"id":"1","choices":[{"index":0}],"obfuscation":"ab"}
            {"usage": null, "choices": [ {} ]} | {"choices": [ {} ]}
            {"usage":null} | {}
            { "choices": [ {} ] , "usage" : null } | { "choices": [ {} ] }
            {"choices":[],"prompt_filter_results":[]} | {"choices":[],"prompt_filter_results":[]}
            {"choices":[],"usage":null,"prompt_filter_results":[]} | {"choices":[],"prompt_filter_results":[]}
            {"choices":[],"usage":{"prompt_tokens":1}} | DROP
            {"usage":{"prompt_tokens":1},"choices":[ ]} | DROP
            {"choices":[{"delta":{"content":"\\"usage\\":null"}}]} | {"choices":[{"delta":{"content":"\\"usage\\":null"}}]}
            {"choices":[{"usage":null}]} | {"choices":[{"usage":null}]}
            {"choices":[{}],"usage":{"prompt_tokens":1}} | {"choices":[{}],"usage":{"prompt_tokens":1}}
            {"choices":[],"usage":{"prompt_tokens":1} | {"choices":[],"usage":{"prompt_tokens":1}
            {"error":{"message":"x"}} | {"error":{"message":"x"}}
            [DONE] | [DONE]
            """)
    void takesOutUsage(String data, String expected) {
        byte[] edited = new UnaskedUsage().edit(Bytes.utf8(data));
        assertEquals(expected, edited == null ? null : text(edited));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            anthropic.messages | {"type":"message_delta","usage":{"output_tokens":5}} | {"type":"message_delta","usage":{"output_tokens":5,"cost":0.0000012}}
            anthropic.messages | {"type":"message_start","message":{"usage":{"output_tokens":5}}} | {"type":"message_start","message":{"usage":{"output_tokens":5}}}
            openai.chat | {"choices":[],"usage":{"prompt_tokens":1, "x":{} } } | {"choices":[],"usage":{"prompt_tokens":1, "x":{} ,"cost":0.0000012} }
            openai.chat | {"choices":[],"usage":null} | {"choices":[],"usage":null}
            openai.chat | {"usage":{}} | {"usage":{"cost":0.0000012}}
            openai.chat | {"usage":{"cost":7}} | {"usage":{"cost":7}}
            openai.responses | {"response":{"usage":{"input_tokens":1},"user":null}} | {"response":{"usage":{"input_tokens":1,"cost":0.0000012},"user":null}}
            openai.responses | {"response":{"usage":null}} | {"response":{"usage":null}}
            gemini.generate | {"usageMetadata":{"promptTokenCount":1},"usage":{}} | {"usageMetadata":{"promptTokenCount":1,"cost":0.0000012},"usage":{}}
            """)
    void writesTheCost(String api, String data, String expected) {
        assertEquals(expected, withCost(api, () -> new BigDecimal("1.2E-6"), data));
        assertEquals(data, withCost(api, () -> null, data), "not known");
    }

    /** JDKs differ in whether NullAway sees in a class file that the supplier may return null. */
    @NullUnmarked
    private static String withCost(String api, Supplier<BigDecimal> cost, String data) {
        CostInUsage edit = Objects.requireNonNull(CostInUsage.of(api, cost));
        return text(edit.edit(Bytes.utf8(data)));
    }
}
