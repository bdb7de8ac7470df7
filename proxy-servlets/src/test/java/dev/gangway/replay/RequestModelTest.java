package dev.gangway.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gangway.peek.RequestTap;
import dev.gangway.testing.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The model and the stream flag of every request that a real SDK sent are found wherever its body is cut. */
class RequestModelTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String FIELD = "name=\"%s\"\r\n\r\n";
    private static final int EVERY_CUT = 600;

    static Stream<Capture> withBody() {
        return Capture.all().stream().filter(c -> c.body().length > 0);
    }

    /** Found by nothing of ours: a tree of the whole document, and a search for the whole field. */
    private static String expected(Capture capture) {
        if (capture.header("content-type").startsWith("multipart")) {
            String text = new String(capture.body(), StandardCharsets.ISO_8859_1);
            return field(text, "model") + " " + field(text, "stream");
        }
        try {
            JsonNode body = JSON.readTree(capture.body());
            JsonNode batch = body.at("/requests/0/params/model");
            JsonNode model = batch.isString() ? batch : body.path("model");
            JsonNode stream = body.path("stream");
            return (model.isString() ? model.stringValue() : null) + " "
                    + (stream.isBoolean() ? stream.booleanValue() : null);
        } catch (JacksonException e) {
            return "null null";
        }
    }

    private static String field(String text, String name) {
        int at = text.indexOf(FIELD.formatted(name));
        int from = at + FIELD.formatted(name).length();
        return at < 0 ? null : text.substring(from, text.indexOf("\r\n", from));
    }

    private static String found(Capture capture, byte[] body, String encoding, int... cuts) {
        try (RequestTap tap = RequestTap.of(capture.header("content-type"), encoding, true)) {
            int from = 0;
            for (int cut : cuts) {
                tap.feed(body, from, cut - from);
                from = cut;
            }
            tap.feed(body, from, body.length - from);
            return tap.model() + " " + tap.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("withBody")
    void isFoundWhereverTheBodyIsCut(Capture capture) {
        String expected = expected(capture);
        byte[] body = capture.body();
        assertEquals(expected, found(capture, body, null));
        boolean large = body.length > 100_000;
        for (int cut = 1; cut < (large ? 1 : Math.min(body.length, EVERY_CUT)); cut++) {
            assertEquals(expected, found(capture, body, null, cut));
        }
        Random random = new Random(body.length);
        for (int i = 0; i < (large ? 2 : 30); i++) {
            int[] cuts = random.ints(9, 0, body.length).sorted().toArray();
            assertEquals(expected, found(capture, body, null, cuts));
        }
        byte[] packed = Bytes.gzip(body);
        assertEquals(expected, found(capture, packed, "gzip", packed.length / 3, packed.length / 2));
    }

    /** Or the test above would compare nothing with nothing. */
    @Test
    void mostRequestsNameAModel() {
        List<String> found = withBody().map(RequestModelTest::expected).toList();
        assertEquals(236, found.size());
        assertEquals(115, found.stream().filter(f -> !f.startsWith("null")).count());
        assertEquals(16, found.stream().filter(f -> f.endsWith("true")).count());
    }
}
