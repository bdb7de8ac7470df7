package dev.gangway.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Not to scan the same beginning again changes nothing of what is known after each document. */
class JsonLeadTest {

    private static final JsonPaths PATHS =
            JsonPaths.of(List.of("/model", "/r/model", "/id", "/usage/in", "/list/*/kind", "/r"));

    /** Keeps the last text of a model or an id, and sums whatever else is told. */
    private static final class Sink implements JsonSink {

        private final boolean repeats;
        private final Map<Integer, String> texts = new HashMap<>();
        private final Map<String, Integer> counts = new HashMap<>();
        private int told;

        Sink(boolean repeats) {
            this.repeats = repeats;
        }

        @Override
        public boolean isKnownAgain(int path) {
            return repeats && path < 3;
        }

        @Override
        public void string(int path, String value) {
            told++;
            if (path < 3) {
                texts.put(path / 2, value);
            } else {
                counts.merge(path + value, 1, Integer::sum);
            }
        }

        @Override
        public void number(int path, String digits) {
            counts.merge(path + digits, 1, Integer::sum);
        }

        @Override
        public void literal(int path, String word) {
            counts.merge(path + word, 1, Integer::sum);
        }

        @Override
        public void ended(int path) {
            counts.merge("ended " + path, 1, Integer::sum);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void changesNothing(long seed) {
        Random random = new Random(seed);
        Sink once = new Sink(true);
        Sink always = new Sink(false);
        JsonScanner leading = new JsonScanner(PATHS, once);
        JsonScanner plain = new JsonScanner(PATHS, always);
        for (int i = 0; i < 20_000; i++) {
            byte[] document = document(random).getBytes(StandardCharsets.UTF_8);
            int cut = random.nextInt(4) == 0 ? random.nextInt(document.length) : document.length;
            for (JsonScanner scanner : List.of(leading, plain)) {
                scanner.feed(document, 0, cut);
                scanner.feed(document, cut, document.length - cut);
                scanner.reset();
            }
            assertEquals(always.texts, once.texts);
            assertEquals(always.counts, once.counts);
        }
        assertTrue(once.told < always.told, "nothing was ever left out");
    }

    private static String document(Random random) {
        StringBuilder json = new StringBuilder("{");
        int members = 1 + random.nextInt(5);
        for (int i = 0; i < members; i++) {
            json.append(i == 0 ? "" : ",").append(member(random));
        }
        return random.nextInt(20) == 0 ? json.toString() : json.append('}').toString();
    }

    private static String member(Random random) {
        String value = random.nextInt(3) == 0 ? "b" : "a";
        return switch (random.nextInt(9)) {
            case 0, 1 -> "\"model\":\"" + value + "\"";
            case 2 -> "\"r\":{\"model\":\"" + value + "\",\"x\":{}}";
            case 3 -> "\"id\":\"" + value + "\"";
            case 4 -> "\"usage\":{\"in\":" + random.nextInt(2) + "}";
            case 5 -> "\"list\":[{\"kind\":\"" + value + "\"},{\"no\":[]}]";
            case 6 -> "\"model\":null";
            default -> "\"delta\":{\"content\":\"" + value + "\"}";
        };
    }

    @Test
    void aBeginningOfAnyLengthIsRead() {
        Sink sink = new Sink(true);
        JsonScanner scanner = new JsonScanner(PATHS, sink);
        for (int i = 0; i < 3; i++) {
            byte[] document = ("{\"x\":\"" + "long".repeat(200) + "\",\"model\":\"m" + i + "\",\"delta\":{}}")
                    .getBytes(StandardCharsets.UTF_8);
            scanner.feed(document, 0, document.length);
            scanner.reset();
            assertEquals("m" + i, sink.texts.get(0));
        }
    }
}
