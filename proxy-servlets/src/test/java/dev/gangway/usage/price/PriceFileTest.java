package dev.gangway.usage.price;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Verifies that the shipped price table and whole files of LiteLLM's can be read, bad rows and all. */
class PriceFileTest {

    private static PriceFile read(String json) throws IOException {
        return PriceFile.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void readsEveryRowOfTheSnapshot() {
        PriceFile shipped = PriceFile.builtIn();

        assertEquals(List.of(), shipped.bad());
        assertTrue(shipped.table().size() > 1400, () -> shipped.table().size() + " rows");
        assertTrue(shipped.table().has("azure/gpt-4o"));
        assertTrue(shipped.table().has("claude-opus-5"));
    }

    @Test
    void leavesOutAndNamesWhatMakesNoSense() throws Exception {
        PriceFile file = read("""
                {
                  "sample_spec": {"input_cost_per_token": "what one token costs"},
                  "fallback_generalizations": {"rules": [{"pattern": "x"}]},
                  "good": {"input_cost_per_token": 1e-06, "supports_vision": true, "input_cost_per_dream": "?"},
                  "string": {"input_cost_per_token": "3e-7"},
                  "free": {"litellm_provider": "x", "mode": "chat"},
                  "negative": {"input_cost_per_token": -1},
                  "words": {"input_cost_per_token": "cheap"},
                  "huge": {"output_cost_per_token": 1e999999},
                  "list": []
                }""");

        assertEquals(2, file.table().size());
        assertTrue(file.table().has("GOOD") && file.table().has("string"));
        assertEquals(
                List.of(
                        "negative: input_cost_per_token is not a price",
                        "words: input_cost_per_token is not a price",
                        "huge: output_cost_per_token is not a price",
                        "list: is not an object"),
                file.bad());
    }

    @Test
    void saysWhatIsWrongWithAFileThatIsNoTable() {
        assertEquals(
                "is not a JSON object of models",
                assertThrows(IOException.class, () -> read("[]")).getMessage());
        assertEquals(
                "is not JSON (line 2)",
                assertThrows(IOException.class, () -> read("{\n\"a\": }")).getMessage());
    }
}
