package dev.gangway.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every answer of the corpus is read the same wherever its bytes are cut, plain and compressed. */
class GoldenAnswersTest {

    static List<GoldenAnswer> answers() {
        return GoldenAnswer.all();
    }

    @ParameterizedTest
    @MethodSource("answers")
    void isReadWhole(GoldenAnswer answer) {
        assertEquals(answer.expected(), answer.read(null, ByteBuffer.wrap(answer.body())));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void isReadWhereverItIsCut(GoldenAnswer answer) {
        everyCut(answer, null, answer.body());
        everyCut(answer, "gzip", GoldenAnswer.gzip(answer.body()));
    }

    private static void everyCut(GoldenAnswer answer, @Nullable String encoding, byte[] bytes) {
        TreeSet<String> expected = answer.expected();
        for (int cut = 0; cut <= bytes.length; cut++) {
            TreeSet<String> read = answer.read(
                    encoding, ByteBuffer.wrap(bytes, 0, cut), ByteBuffer.wrap(bytes, cut, bytes.length - cut));
            if (!expected.equals(read)) {
                assertEquals(expected, read, encoding + " cut at " + cut);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("answers")
    void isReadByteByByteFromDirectBuffers(GoldenAnswer answer) {
        ByteBuffer direct = ByteBuffer.allocateDirect(answer.body().length)
                .put(answer.body())
                .flip();
        ByteBuffer[] bytes = new ByteBuffer[answer.body().length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = direct.slice(i, 1);
        }
        assertEquals(answer.expected(), answer.read(null, bytes));
        assertEquals(answer.expected(), answer.read(null, direct));
    }

    @Test
    void theCorpusIsLarge() {
        assertTrue(answers().size() >= 60);
    }
}
