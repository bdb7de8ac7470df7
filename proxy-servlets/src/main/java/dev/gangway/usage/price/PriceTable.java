package dev.gangway.usage.price;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All rows by name, whatever its case. Immutable. */
public final class PriceTable {

    /** No rows. */
    public static final PriceTable EMPTY = new PriceTable(Map.of());

    private final Map<String, Price> rows;

    PriceTable(Map<String, Price> rows) {
        this.rows = Map.copyOf(rows);
    }

    /** How many models have a price. */
    public int size() {
        return rows.size();
    }

    /** Whether there is a row of that name. */
    public boolean has(String name) {
        return find(name) != null;
    }

    @Nullable Price find(String name) {
        return rows.get(key(name));
    }

    /** This table with the rows of {@code other} in place of its own. */
    public PriceTable with(PriceTable other) {
        Map<String, Price> all = new HashMap<>(rows);
        all.putAll(other.rows);
        return new PriceTable(all);
    }

    static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
