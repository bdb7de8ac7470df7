package dev.gangway.peek;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.gangway.testing.Bytes;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request asks for is found at the top of its body alone, and whatever stands around it. */
class RequestTapTest {

    private static final String JSON = "application/json";
    private static final String FORM = "multipart/form-data; charset=utf-8; boundary=\"a b'c\"";

    private static String found(@Nullable String type, byte[] body, @Nullable String encoding, int piece) {
        try (RequestTap tap = RequestTap.of(type, encoding, true)) {
            for (int at = 0; at < body.length; at += piece) {
                tap.feed(body, at, Math.min(piece, body.length - at));
            }
            return tap.model() + " " + tap.stream() + " " + tap.includeUsage();
        }
    }

    private static void assertFound(String expected, String type, String body) {
        byte[] bytes = Bytes.utf8(body);
        for (int piece : new int[] {1, 2, 3, 7, 100, 1_000_000}) {
            assertEquals(expected, found(type, bytes, null, piece));
        }
        assertEquals(expected, found(type, Bytes.gzip(bytes), "gzip", 5));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"model":"m","stream":true,"stream_options":{"include_usage":true}} | m true true
            {"stream_options":{"x":{"include_usage":false},"include_usage":false},"stream":true,"model":"m"} | m true false
            {"messages":[{"model":"no","stream":false,"x":"\\"model\\":\\"no\\""}],"model":"m"} | m null null
            {"a":{"model":"no"},"model":"first","model":"second","stream":false,"stream":true} | first false null
            {"model":null,"stream":"true"} | null null null
            {"model":{"model":"no"},"stream":null} | null false null
            {"\\u006dodel":"a\\/b\\u00e9"} | a/bé null null
            {"requests":[{"custom_id":"1","params":{"max_tokens":1,"model":"b1"}},{"params":{"model":"b2"}}]} | b1 null null
            [{"model":"no"}] | null null null
            "model" | null null null
            {"messages":1}{"model":"no"} | null null null
            {"model":"m","messages":[ | m null null
            not json "model":"m" | null null null
            """)
    void readsJson(String body, String expected) {
        assertFound(expected, JSON, body);
    }

    /** No position and no size hides it. */
    @Test
    void readsAModelBehindAMebibyte() {
        String image = "x\\\"\\\\}]".repeat(150_000);
        assertFound(
                "m true null",
                "application/json; charset=utf-8",
                "{\"messages\":[{\"content\":\"" + image + "\"}],\"model\":\"m\",\"stream\":true}");
    }

    private static String form(String... parts) {
        return "preamble\r\n--a b'c\r\n" + String.join("\r\n--a b'c  \r\n", parts) + "\r\n--a b'c--\r\nepilogue";
    }

    private static String part(String disposition, String value) {
        return "Content-Type: text/plain\r\ncontent-disposition:form-data; " + disposition + "\r\n\r\n" + value;
    }

    @Test
    void readsForms() {
        String file = part("name=\"file\"; filename=\"model\"", "\r\n--a b'\r\n\r\r\n--" + "x".repeat(100_000));
        assertFound("m true null", FORM, form(file, part("name=\"model\"", "m"), part("name=stream", "true")));
        assertFound("m null null", FORM, form(part("name=\"model\"", "m"), file).substring("preamble\r\n".length()));
        assertFound("a\r\n--b null null", FORM, form(part("name=\"model\"", "a\r\n--b"), file));
        assertFound("m null null", FORM, form(part("name=\"model\"", "m"), part("name=\"model\"", "second")));
        assertFound("null null null", FORM, form(part("name=\"my model\"", "m"), part("name=\"modelx\"", "m")));
        assertFound("null null null", FORM, form(part("name=\"model\"", "m".repeat(300))));
        assertFound("null null null", FORM, form(part("name=\"model\"", "")).replace("model\"", "model2\""));
        assertFound("null null null", "multipart/form-data", form(part("name=\"model\"", "m")));
        assertFound("null null null", "multipart/form-data; boundary=other", form(part("name=\"model\"", "m")));
    }

    /** What comes after the closing delimiter is none of the form's. */
    @Test
    void readsNoEpilogue() {
        assertFound("null null null", FORM, form(part("name=\"a\"", "m")) + form(part("name=\"model\"", "no")));
    }

    @Test
    void looksAtNothingElse() {
        byte[] body = Bytes.utf8("{\"model\":\"m\"}");
        assertEquals("null null null", found("text/plain", body, null, 100));
        assertEquals("null null null", found(null, body, null, 100));
        assertEquals("null null null", found(JSON, body, "br", 100));
        assertEquals("null null null", found(JSON, body, "gzip", 100));
        assertNull(RequestTap.NONE.model());
    }

    /** A few KiB that unpack to gibibytes must not keep a thread busy for long. */
    @Test
    void unpacksNoBombWhole() {
        String spaces = " ".repeat(70 << 20);
        byte[] bomb = Bytes.gzip((spaces + "{\"model\":\"m\"}").getBytes(StandardCharsets.US_ASCII));
        assertEquals("null null null", found(JSON, bomb, "gzip", 4096));
    }
}
