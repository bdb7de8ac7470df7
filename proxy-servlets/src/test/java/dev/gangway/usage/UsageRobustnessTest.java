package dev.gangway.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Garbage and giants: nothing is thrown, a tap's state stays small, and usage is unknown. */
class UsageRobustnessTest {

    /** What a tap may hold on to, whatever comes. */
    private static final long BOUND = 16 * 1024;

    private static final int MIB = 1024 * 1024;
    private static final String SSE = "text/event-stream";
    private static final String JSON = "application/json";
    private static final String FRAMES = "application/vnd.amazon.eventstream";

    static List<GoldenAnswer> answers() {
        return GoldenAnswer.all();
    }

    private static UsageTap tap(GoldenAnswer like, String type, @Nullable String encoding) {
        return new GoldenAnswer(
                        "",
                        like.provider(),
                        like.method(),
                        like.path(),
                        Map.of("content-type", type),
                        like.expected(),
                        like.body())
                .tap(encoding);
    }

    private static UsageTap chat(String type, @Nullable String encoding) {
        return tap(GoldenAnswer.named("openai-chat"), type, encoding);
    }

    private static void feed(UsageTap tap, String text) {
        tap.feed(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static void isUnknownAndSmall(UsageTap tap) {
        assertEquals(Map.of(), tap.usage().amounts());
        isSmall(tap);
    }

    private static void isSmall(UsageTap tap) {
        long bytes = ReachableBytes.of(tap);
        assertTrue(bytes <= BOUND, bytes + " bytes");
    }

    @ParameterizedTest
    @CsvSource({
        "text/event-stream,",
        "text/event-stream, gzip",
        "application/json,",
        "application/json, gzip",
        "application/json, deflate",
        "application/vnd.amazon.eventstream,"
    })
    void randomBytesSayNothing(String type, @Nullable String encoding) {
        byte[] garbage = new byte[256 * 1024];
        for (GoldenAnswer answer : answers()) {
            Random random = new Random(answer.name().hashCode());
            try (UsageTap tap = tap(answer, type, encoding)) {
                random.nextBytes(garbage);
                tap.feed(ByteBuffer.wrap(garbage));
                isUnknownAndSmall(tap);
            }
        }
    }

    /** Bytes of the answer itself, in disorder, get further than random ones. */
    @ParameterizedTest
    @MethodSource("answers")
    void damagedAnswersDoNoHarm(GoldenAnswer answer) {
        Random random = new Random(7);
        for (int round = 0; round < 60 && answer.body().length > 0; round++) {
            byte[] body = answer.body().clone();
            for (int i = 0; i < 1 + round / 20; i++) {
                body[random.nextInt(body.length)] = body[random.nextInt(body.length)];
            }
            try (UsageTap tap = answer.tap(null)) {
                tap.feed(ByteBuffer.wrap(body));
                isSmall(tap);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai-chat", "openai-responses", "anthropic-messages", "gemini-generate", "cohere-embed"})
    void aTruncatedDocumentSaysNothing(String name) {
        GoldenAnswer answer = GoldenAnswer.named(name);
        for (int length = 0; length < answer.body().length; length++) {
            try (UsageTap tap = answer.tap(null)) {
                tap.feed(ByteBuffer.wrap(answer.body(), 0, length));
                assertEquals(Map.of(), tap.usage().amounts(), "cut at " + length);
            }
        }
    }

    /** What an event began to say is not said by the next one. */
    @Test
    void aTornEventSaysNothing() {
        try (UsageTap tap = chat(SSE, null)) {
            feed(tap, "data: {\"usage\":{\"prompt_tokens\":5},\n\ndata: {\"choices\":[]}\n\n");
            isUnknownAndSmall(tap);
            assertEquals(2, tap.events());
        }
    }

    /** A stream that breaks off says what its whole events said. */
    @Test
    void aTruncatedStreamSaysWhatItsEventsSaid() {
        GoldenAnswer answer = GoldenAnswer.named("anthropic-stream");
        String body = new String(answer.body(), StandardCharsets.UTF_8);
        int second = body.indexOf("\n\n");
        int last = body.indexOf("event: message_delta");
        try (UsageTap tap = answer.tap(null)) {
            feed(tap, body.substring(0, second));
            assertEquals(new BigDecimal(1), tap.usage().amount(Unit.OUTPUT_TOKENS));
            feed(tap, body.substring(second, last + 60));
            assertEquals(new BigDecimal(1), tap.usage().amount(Unit.OUTPUT_TOKENS));
            feed(tap, body.substring(last + 60));
            assertEquals(new BigDecimal(503), tap.usage().amount(Unit.OUTPUT_TOKENS));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            text/event-stream | `data: {"model":"`
            text/event-stream | `data`
            text/event-stream | `event: `
            text/event-stream | `: `
            application/json  | `{"model":"`
            application/json  | `{"`
            application/json  | `{"usage":{"prompt_tokens":1`
            application/json  | `["\\\\u12`
            """)
    void aLineOfManyMebibytesIsNotKept(String type, String beginning) {
        byte[] line = "7".repeat(MIB).getBytes(StandardCharsets.US_ASCII);
        try (UsageTap tap = chat(type, null)) {
            feed(tap, beginning);
            for (int i = 0; i < 64; i++) {
                tap.feed(ByteBuffer.wrap(line));
            }
            isUnknownAndSmall(tap);
        }
    }

    @Test
    void aFrameOfManyMebibytesIsNotKept() {
        byte[] frame = Frames.of("chunk {\"x\":\"" + "a".repeat(8 * MIB) + "\"}");
        try (UsageTap tap = tap(GoldenAnswer.named("bedrock-invoke-stream-claude"), FRAMES, null)) {
            tap.feed(ByteBuffer.wrap(frame, 0, frame.length - 1));
            isUnknownAndSmall(tap);
        }
    }

    /** Without its first checksum a frame's length is a guess, and so is all that follows. */
    @Test
    void aFrameWithAWrongPreludeEndsIt() {
        byte[] frame = Frames.frame("metadata", "{\"usage\":{\"inputTokens\":5}}");
        for (int at = 0; at < 12; at++) {
            byte[] broken = frame.clone();
            broken[at] ^= 1;
            try (UsageTap tap = tap(GoldenAnswer.named("bedrock-converse-stream"), FRAMES, null)) {
                tap.feed(ByteBuffer.wrap(broken));
                tap.feed(ByteBuffer.wrap(frame));
                isUnknownAndSmall(tap);
                assertEquals(0, tap.events());
            }
        }
    }

    @Test
    void tenMillionEventsAreCountedAndForgotten() {
        byte[] events = "data: {\"id\":\"c\"}\n\n".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
        try (UsageTap tap = chat(SSE, null)) {
            for (int i = 0; i < 1000; i++) {
                tap.feed(ByteBuffer.wrap(events));
            }
            assertEquals(10_000_000, tap.events());
            isUnknownAndSmall(tap);
        }
    }

    /** Ids, models and amounts that change with every event and every line are the worst for what is kept. */
    @Test
    void longAndManyValuesAreBounded() {
        GoldenAnswer answer = GoldenAnswer.named("openai-batch-output");
        String digits = "9".repeat(29);
        String line = "{\"id\":\"%s\",\"response\":{\"body\":{\"model\":\"%s\",\"usage\":{\"prompt_tokens\":%s}}}}\n";
        try (UsageTap tap = answer.tap(null)) {
            for (int i = 0; i < 100_000; i++) {
                feed(tap, line.formatted("i".repeat(250) + i, "m".repeat(200 + i % 50), digits));
            }
            isSmall(tap);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "{\"choices\":[", "{\"usage\":{\"prompt_tokens_details\":"})
    void deepNestingIsNotFollowed(String open) {
        byte[] deep = open.repeat(MIB / open.length()).getBytes(StandardCharsets.US_ASCII);
        try (UsageTap tap = chat(JSON, null)) {
            for (int i = 0; i < 16; i++) {
                tap.feed(ByteBuffer.wrap(deep));
            }
            isUnknownAndSmall(tap);
        }
    }

    @Test
    void whatComesAfterDeepNestingIsRead() {
        int depth = 3_000_000;
        try (UsageTap tap = chat(JSON, null)) {
            feed(
                    tap,
                    "{\"x\":" + "[".repeat(depth) + "\"]\\\"}\"" + "]".repeat(depth)
                            + ",\"usage\":{\"prompt_tokens\":5}}");
            assertEquals(new BigDecimal(5), tap.usage().amount(Unit.INPUT_TOKENS));
        }
    }

    @Test
    void invalidUtf8IsReadOver() {
        byte[] bad = {(byte) 0xC3, (byte) 0x28, (byte) 0xFF, (byte) 0xED, (byte) 0xA0, (byte) 0x80};
        try (UsageTap tap = chat(JSON, null)) {
            feed(tap, "{\"model\":\"");
            tap.feed(ByteBuffer.wrap(bad));
            feed(tap, "\",\"choices\":[{\"message\":\"");
            tap.feed(ByteBuffer.wrap(bad));
            feed(tap, "\"}],\"usage\":{\"prompt_tokens\":5}}");
            assertEquals(new BigDecimal(5), tap.usage().amount(Unit.INPUT_TOKENS));
            assertTrue(String.valueOf(tap.usage().model()).contains("\uFFFD"));
        }
    }

    @Test
    void aCompressionBombIsNotKept() {
        byte[] bomb = GoldenAnswer.gzip(("{\"x\":\"" + "0".repeat(64 * MIB)).getBytes(StandardCharsets.US_ASCII));
        try (UsageTap tap = chat(JSON, "gzip")) {
            tap.feed(ByteBuffer.wrap(bomb));
            isUnknownAndSmall(tap);
        }
    }

    @Test
    void aBrokenGzipEndsInSilence() {
        byte[] gzip = GoldenAnswer.gzip(GoldenAnswer.named("openai-chat").body());
        for (int at = 0; at < gzip.length; at++) {
            byte[] broken = gzip.clone();
            broken[at] ^= 0x55;
            try (UsageTap tap = chat(JSON, "gzip")) {
                tap.feed(ByteBuffer.wrap(broken));
                isSmall(tap);
            }
        }
    }

    /** Base64 in Base64 in Base64: one level is looked into. */
    @Test
    void nestedDocumentsDoNotNest() {
        String inner = "{\"usage\":{\"input_tokens\":5}}";
        for (int i = 0; i < 2; i++) {
            inner = "{\"bytes\":\"" + Base64.getEncoder().encodeToString(inner.getBytes(StandardCharsets.UTF_8))
                    + "\"}";
        }
        try (UsageTap tap = tap(GoldenAnswer.named("bedrock-invoke-stream-claude"), FRAMES, null)) {
            tap.feed(ByteBuffer.wrap(Frames.frame("chunk", inner)));
            isUnknownAndSmall(tap);
            assertEquals(1, tap.events());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"usage":{"prompt_tokens":-1}}
            {"usage":{"prompt_tokens":"3"}}
            {"usage":{"prompt_tokens":1e999999999}}
            {"usage":{"prompt_tokens":1-2}}
            {"usage":{"prompt_tokens":
            {"usage":[{"prompt_tokens":3}]}
            {"x":{"usage":{"prompt_tokens":3}}}
            {"usage":{"prompt_tokens":true}}
            {"usage":{"prompt_tokens":null}}
            {"usage":{"prompt_tokens":3
            {"usage":null}
            }}}}]]]
            """)
    void whatIsNotThereIsUnknown(String body) {
        try (UsageTap tap = chat(JSON, null)) {
            feed(tap, body);
            assertEquals(Usage.UNKNOWN, tap.usage());
        }
    }

    @Test
    void anUnknownEncodingIsCounted() {
        long before = UnreadAnswers.of(UnreadAnswers.Why.ENCODING);
        for (String encoding : List.of("compress", "gzip, compress", "gzip, gzip, gzip, gzip, gzip, gzip")) {
            try (UsageTap tap = chat(JSON, encoding)) {
                feed(tap, "{\"usage\":{\"prompt_tokens\":3}}");
                assertEquals(Usage.UNKNOWN, tap.usage(), encoding);
            }
        }
        assertEquals(before + 3, UnreadAnswers.of(UnreadAnswers.Why.ENCODING));
    }

    @Test
    void aClosedTapSeesNothingMore() {
        GoldenAnswer answer = GoldenAnswer.named("openai-chat");
        for (String encoding : Arrays.asList(null, "gzip")) {
            byte[] body = encoding == null ? answer.body() : GoldenAnswer.gzip(answer.body());
            UsageTap tap = answer.tap(encoding);
            tap.feed(ByteBuffer.wrap(body, 0, body.length - 100));
            tap.close();
            tap.feed(ByteBuffer.wrap(body, body.length - 100, 100));
            tap.close();
            assertEquals(Map.of(), tap.usage().amounts());
        }
    }
}
