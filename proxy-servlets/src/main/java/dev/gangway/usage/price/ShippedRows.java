package dev.gangway.usage.price;

import dev.gangway.usage.price.PriceCompiler.BadRow;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rows that are shipped. Each is compiled when it is first asked for, which most never are: to compile all took a
 * third of the time from start to ready.
 */
final class ShippedRows {

    private final JsonMapper json;
    private final byte[] file;

    ShippedRows(JsonMapper json, byte[] file) {
        this.json = json;
        this.file = file;
    }

    /** The table of all rows of an object of rows. */
    PriceTable table() {
        Map<String, PriceTable.Row> rows = new HashMap<>();
        try (JsonParser parser = json.createParser(file)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                int from = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                int to = (int) parser.currentLocation().getByteOffset();
                rows.put(PriceTable.key(name), new Lazy(name, from, to));
            }
        }
        return new PriceTable(rows);
    }

    private final class Lazy implements PriceTable.Row {
        private final String name;
        private final int from;
        private final int to;
        private volatile boolean compiled;
        private volatile @Nullable Price price;

        Lazy(String name, int from, int to) {
            this.name = name;
            this.from = from;
            this.to = to;
        }

        /** Two who ask at once both compile it, to the same. */
        @Override
        public @Nullable Price price() {
            if (!compiled) {
                price = compile();
                compiled = true;
            }
            return price;
        }

        private @Nullable Price compile() {
            try {
                return PriceCompiler.compile(name, json.readTree(file, from, to - from));
            } catch (BadRow e) {
                throw new IllegalStateException("the shipped row " + name + " " + e.getMessage());
            }
        }
    }
}
