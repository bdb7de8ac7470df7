package dev.gangway.usage.price;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Verifies that the shipped price table and whole files of LiteLLM's can be read, bad rows and all. */
class PriceFileTest {

    private static PriceFile read(String json) throws IOException {
        return PriceFile.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void readsEveryRowOfTheSnapshot() throws Exception {
        PriceFile read = PriceFile.read(snapshot());

        assertEquals(List.of(), read.bad());
        assertTrue(read.table().size() > 1400, () -> read.table().size() + " rows");
        assertTrue(read.table().has("azure/gpt-4o"));
        assertTrue(read.table().has("claude-opus-5"));
    }

    private static InputStream snapshot() {
        return requireNonNull(PriceFile.class.getResourceAsStream("prices.json"));
    }

    @Test
    void shipsTheSameRowsCompiledOnlyWhenAskedFor() throws Exception {
        PriceTable read = PriceFile.read(snapshot()).table();
        PriceTable shipped = PriceFile.builtIn().table();

        for (String name : new JsonMapper().readTree(snapshot()).propertyNames()) {
            assertEquals(read.find(name), shipped.find(name), name);
            assertSame(shipped.find(name), shipped.find(name), name);
        }
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
