package dev.gangway.usage.price;

import dev.gangway.usage.price.PriceCompiler.BadRow;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads price rows in the format of LiteLLM's {@code model_prices_and_context_window.json}: one object, a row for each
 * model. What it does not know it ignores; a row that makes no sense is left out and named.
 *
 * @param table the rows that can be used
 * @param bad what was left out: the row's name and why
 */
public record PriceFile(PriceTable table, List<String> bad) {

    /** No file is that large; LiteLLM's has 3 MiB. */
    private static final int MOST_BYTES = 64 << 20;

    private static final Set<String> NO_MODELS = Set.of("sample_spec", "fallback_generalizations");

    /** What is no table of prices at all; the message says why. */
    public static final class Unusable extends IOException {
        Unusable(String message) {
            super(message);
        }
    }

    private static final class BuiltIn {
        private static final PriceFile FILE = load();
    }

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    public PriceFile {
        bad = List.copyOf(bad);
    }

    /** The snapshot that is shipped: {@code etc/prices.json}, packaged in the jar. */
    public static PriceFile builtIn() {
        return BuiltIn.FILE;
    }

    private static PriceFile load() {
        try (InputStream in = PriceFile.class.getResourceAsStream("prices.json")) {
            if (in == null) {
                throw new IllegalStateException("prices.json is missing from the jar");
            }
            return new PriceFile(new ShippedRows(JSON, in.readAllBytes()).table(), List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a file.
     *
     * @throws Unusable if it is not a JSON object
     * @throws IOException if it cannot be read
     */
    public static PriceFile read(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new Unusable("is larger than " + (MOST_BYTES >> 20) + " MiB");
        }
        try {
            JsonNode root = JSON.readTree(bytes);
            if (!root.isObject()) {
                throw new Unusable("is not a JSON object of models");
            }
            return of(root);
        } catch (JacksonException e) {
            throw new Unusable("is not JSON (line " + e.getLocation().getLineNr() + ")");
        }
    }

    /** Makes a table of rows that are there already. */
    public static PriceFile of(JsonNode rows) {
        Map<String, PriceTable.Row> table = new HashMap<>();
        List<String> bad = new ArrayList<>();
        for (Map.Entry<String, JsonNode> row : rows.properties()) {
            try {
                Price price =
                        NO_MODELS.contains(row.getKey()) ? null : PriceCompiler.compile(row.getKey(), row.getValue());
                if (price != null) {
                    table.put(PriceTable.key(row.getKey()), () -> price);
                }
            } catch (BadRow e) {
                bad.add(row.getKey() + ": " + e.getMessage());
            }
        }
        return new PriceFile(new PriceTable(table), bad);
    }
}
