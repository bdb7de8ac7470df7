package dev.gangway.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.gangway.testing.Bytes;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A stream is asked for its usage by the smallest edit there is, and only where the client did not ask. */
class StreamOptionsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"stream":true} | {"stream_options":{"include_usage":true},"stream":true}
            { "a" : [ {"stream":false} ], "stream" : true } | {"stream_options":{"include_usage":true}, "a" : [ {"stream":false} ], "stream" : true }
            {"stream":true,"stream_options":null,"n":1.50} | {"stream":true,"stream_options":{"include_usage":true},"n":1.50}
            {"stream_options":{},"stream":true} | {"stream_options":{"include_usage":true},"stream":true}
            {"stream_options":{ },"stream":true} | {"stream_options":{"include_usage":true },"stream":true}
            {"stream":true,"stream_options":{"include_obfuscation":false}} | {"stream":true,"stream_options":{"include_usage":true,"include_obfuscation":false}}
            {"stream_options":{"include_usage":false,"x":{"include_usage":true}},"stream":true} | {"stream_options":{"include_usage":true,"x":{"include_usage":true}},"stream":true}
            {"stream_options":{"include_usage": null },"stream":true} | {"stream_options":{"include_usage": true },"stream":true}
            {"x":"stream_options\\"☃\\ud83d","stream":true} | {"stream_options":{"include_usage":true},"x":"stream_options\\"☃\\ud83d","stream":true}
            """)
    void areAdded(String body, String expected) {
        byte[] edited = StreamOptions.withUsage(Bytes.utf8(body));
        assertEquals(expected, edited == null ? null : new String(edited, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"stream\":true,\"stream_options\":{\"include_usage\":true}}",
                "{\"stream\":false}",
                "{\"messages\":[{\"stream\":true}]}",
                "{\"stream\":\"true\"}",
                "{\"stream\":null}",
                "{}",
                "",
                "[{\"stream\":true}]",
                "{\"stream\":true",
                "{\"stream\":true} {}",
                "{\"stream\":true}}",
                "{\"stream\":true,\"stream_options\":\"x\"}",
                "{\"stream\":true,\"stream_options\":{\"include_usage\":\"yes\"}}",
            })
    void areLeftAsTheyAre(String body) {
        assertNull(StreamOptions.withUsage(Bytes.utf8(body)));
        assertNull(StreamOptions.withUsage(body.getBytes(StandardCharsets.UTF_16BE)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-16"})
    void areAddedToNothingButUtf8(String charset) throws Exception {
        assertNull(StreamOptions.withUsage("{\"stream\":true}".getBytes(charset)));
    }
}
