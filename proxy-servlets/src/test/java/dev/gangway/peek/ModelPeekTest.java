package dev.gangway.peek;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The top-level model of a JSON body is found as soon as it is there, in whatever pieces the body comes. */
class ModelPeekTest {

    static Stream<Arguments> bodies() {
        return Stream.of(
                found("{\"model\":\"m\"}", "m"),
                found(" \t\r\n{ \"model\"\n:\t\"m\" , ", "m"),
                found("{\"model\":\"m\"", "m"),
                found("{\"model\":\"m\",\"model\":\"second\"}", "m"),
                found("{\"x\":1,\"y\":[{\"model\":\"no\"}],\"z\":{\"model\":\"no\"},\"model\":\"m\"}", "m"),
                found("{\"mode\":\"no\",\"models\":\"no\",\"Model\":\"no\",\"model\":\"m\"}", "m"),
                found("{\"mod\\u0065l\":\"\\u006d\\/\\\"ü€😀\"}", "m/\"ü€😀"),
                found("\ufeff{\"model\":\"m\"}", "m"),
                found("{\"model\":\"m\"}\u0000 garbage after it", "m"),
                found("{\"model\":\"\"}", ""),
                nothing("{}"),
                nothing("{\"x\":{\"model\":\"no\"}}"),
                nothing("{\"model\":null,"),
                nothing("{\"model\":true,"),
                nothing("{\"model\":17,"),
                nothing("{\"model\":[\"m\"],\"model\":\"m\"}"),
                nothing("{\"model\":{\"model\":\"no\"},\"model\":\"m\"}"),
                nothing("[{\"model\":\"no\"}]"),
                nothing("\"model\""),
                nothing("true "),
                nothing("not JSON {\"model\":\"m\"}"),
                nothing("{model:\"m\"}"),
                nothing("{\"x\":1,,\"model\":\"m\"}"),
                nothing("--boundary\r\n"),
                nothing("{\"x\":" + "[".repeat(5_000)),
                nothing("{\"x\":" + "9".repeat(2_000) + ",\"model\":\"m\"}"));
    }

    private static Arguments found(String body, String model) {
        return Arguments.of(body, model);
    }

    private static Arguments nothing(String body) {
        return Arguments.of(body, null);
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void atOnce(String body, @Nullable String model) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        ModelPeek peek = new ModelPeek();
        assertTrue(peek.look(bytes, bytes.length));
        assertEquals(model, peek.model());
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void byteByByte(String body, @Nullable String model) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        ModelPeek peek = new ModelPeek();
        int size = 1;
        while (!peek.look(bytes, size)) {
            assertNull(peek.model());
            size++;
        }
        assertEquals(model, peek.model());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"model",
                "{\"model\"",
                "{\"model\":",
                "{\"model\":\"projects/p/locations/l",
                "{\"x\":{\"model\":\"no\"}",
                "{\"x\":[[[1,2"
            })
    void moreCouldTell(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        ModelPeek peek = new ModelPeek();
        assertFalse(peek.look(bytes, bytes.length));
        assertNull(peek.model());
    }

    @Test
    void invalidUtf8() {
        byte[] bytes = "{\"x\":\"\u00c3\u0028\",\"model\":\"m\"}".getBytes(StandardCharsets.ISO_8859_1);
        ModelPeek peek = new ModelPeek();
        assertTrue(peek.look(bytes, bytes.length));
        assertNull(peek.model());
    }

    /** Starting again with every byte would parse two gigabytes here. */
    @Test
    void manySmallPiecesCostNoMoreThanOne() {
        byte[] bytes = ("{\"x\":[" + "1,".repeat(ModelPeek.LIMIT / 2)).getBytes(StandardCharsets.UTF_8);
        assertTimeoutPreemptively(Duration.ofSeconds(2), () -> {
            ModelPeek peek = new ModelPeek();
            for (int size = 1; size <= ModelPeek.LIMIT; size++) {
                assertFalse(peek.look(bytes, size));
            }
        });
    }
}
