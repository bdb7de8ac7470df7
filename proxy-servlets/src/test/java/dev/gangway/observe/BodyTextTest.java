package dev.gangway.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.observe.BodyRules.Redactor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Verifies that a body is cut after so many bytes, and that no cut leaves a part of a secret. */
class BodyTextTest {

    private static final String SECRET = "SECRET-0123456789";
    private static final int LIMIT = 100;
    private static final int MARGIN = 32;

    /** Masks whole secrets only, and grows a text as much as it may. */
    private static final Redactor MASKS = new Redactor() {
        @Override
        public int margin() {
            return MARGIN;
        }

        @Override
        public String redact(String text, int keep) {
            int cut = text.indexOf(SECRET);
            int end = cut >= 0 && cut < keep ? cut : keep;
            return text.substring(0, end) + (cut >= 0 && cut < keep ? "****" : "");
        }
    };

    private static JsonNode write(byte[] body, String encoding) {
        BodyRules rules = new BodyRules(LIMIT, 1, MASKS, true, false);
        Bodies bodies = new Bodies(rules);
        bodies.describeRequest("application/json", encoding.isEmpty() ? null : encoding);
        for (int i = 0; i < body.length; i += 7) {
            bodies.sent(ByteBuffer.wrap(body, i, Math.min(7, body.length - i)));
        }
        String json = RecordJson.build(SampleRecords.ok(), bodies).toString();
        return new JsonMapper().readTree(json).path("bodies").path("request");
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    /** One, two, three and four bytes in UTF-8: the limit counts bytes, whatever they spell. */
    @ParameterizedTest
    @ValueSource(strings = {"x", "ü", "€", "😀"})
    void aSecretAnywhereAroundTheLimitLeavesNoPart(String filler) throws IOException {
        int width = filler.getBytes(StandardCharsets.UTF_8).length;
        for (int count = 0; count * width < LIMIT + 3 * MARGIN; count++) {
            byte[] body = (filler.repeat(count) + SECRET + filler.repeat(100)).getBytes(StandardCharsets.UTF_8);
            for (String encoding : new String[] {"", "gzip"}) {
                JsonNode said = write(encoding.isEmpty() ? body : gzip(body), encoding);
                String text = said.get("text").asString();
                assertFalse(text.contains("S"), text);
                assertTrue(text.getBytes(StandardCharsets.UTF_8).length <= LIMIT + 4, text);
                assertTrue(said.get("truncated").asBoolean());
                if (count * width <= LIMIT - width) {
                    assertEquals(filler.repeat(count) + "****", text);
                }
            }
        }
    }

    /** What does not shrink is cut before it is inflated. */
    @Test
    void aGzippedBodyThatIsCutItselfLeavesNoPart() throws IOException {
        for (int seed = 0; seed < 300; seed++) {
            StringBuilder noise = new StringBuilder();
            new Random(seed)
                    .ints(80 + seed % 60, 0x21, 0x7f)
                    .filter(c -> c != 'S')
                    .forEach(noise::appendCodePoint);
            byte[] body = gzip((noise + SECRET + noise.reverse() + noise).getBytes(StandardCharsets.UTF_8));
            String text = write(body, "gzip").get("text").asString();
            assertFalse(text.contains("S"), text);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 99, 100, 101, 131, 132, 133, 1000})
    void whatFitsIsWholeAndTheRestIsSaid(int length) {
        JsonNode said = write("x".repeat(length).getBytes(StandardCharsets.UTF_8), "");
        if (length == 0) {
            assertTrue(said.isMissingNode());
            return;
        }
        assertEquals("x".repeat(Math.min(length, LIMIT)), said.get("text").asString());
        assertEquals(length > LIMIT, said.has("truncated"));
    }
}
