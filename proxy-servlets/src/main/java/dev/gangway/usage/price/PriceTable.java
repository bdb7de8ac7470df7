package dev.gangway.usage.price;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All rows by name, whatever its case. Immutable. */
public final class PriceTable {

    /** No rows. */
    public static final PriceTable EMPTY = new PriceTable(Map.of());

    private final Map<String, Row> rows;

    /** A row, which may be compiled only when somebody asks. */
    @FunctionalInterface
    interface Row {

        /** What it says; null where that is no price. Always the same. */
        @Nullable Price price();
    }

    PriceTable(Map<String, Row> rows) {
        this.rows = Map.copyOf(rows);
    }

    /** How many rows there are. */
    public int size() {
        return rows.size();
    }

    /** Whether there is a row of that name, with a price. */
    public boolean has(String name) {
        return find(name) != null;
    }

    @Nullable Price find(String name) {
        Row row = rows.get(key(name));
        return row == null ? null : row.price();
    }

    /** This table with the rows of {@code other} in place of its own. */
    public PriceTable with(PriceTable other) {
        Map<String, Row> all = new HashMap<>(rows);
        all.putAll(other.rows);
        return new PriceTable(all);
    }

    static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
