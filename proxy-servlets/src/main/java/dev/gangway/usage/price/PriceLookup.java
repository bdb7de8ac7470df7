package dev.gangway.usage.price;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds a model's row: by its alias, then with the provider's name before it as LiteLLM writes it, then alone; the
 * model that answered before the one that was asked for; with its date before without.
 */
final class PriceLookup {

    /** More are forgotten, all at once: clients may ask for any model. */
    private static final int MOST_KNOWN = 1000;

    private final PriceTable table;
    private final Map<String, Price> aliases = new HashMap<>();

    /** By what was asked; a record's own hashCode would keep the loader of the agent that this is a part of. */
    private final Map<List<@Nullable String>, Optional<Price>> known = new ConcurrentHashMap<>();

    PriceLookup(PriceTable table, Map<String, String> aliases) {
        this.table = table;
        aliases.forEach((alias, name) -> {
            Price price = table.find(name);
            if (price != null) {
                this.aliases.put(PriceTable.key(alias), price);
            }
        });
    }

    @Nullable Price find(String provider, @Nullable String region, @Nullable String answered, @Nullable String asked) {
        List<@Nullable String> key = Arrays.asList(provider, region, answered, asked);
        Optional<Price> price = known.get(key);
        if (price == null) {
            price = Optional.ofNullable(search(provider, region, answered, asked));
            if (known.size() >= MOST_KNOWN) {
                known.clear();
            }
            known.put(key, price);
        }
        return price.orElse(null);
    }

    private @Nullable Price search(
            String provider, @Nullable String region, @Nullable String answered, @Nullable String asked) {
        Price price = alias(asked);
        if (price == null) {
            price = alias(answered);
        }
        // Bedrock's answers say another name than the one that is billed.
        boolean askedFirst = provider.equals("bedrock");
        String first = askedFirst ? asked : answered;
        String second = askedFirst ? answered : asked;
        return price != null ? price : named(new ModelNames(provider, region), first, second);
    }

    private @Nullable Price named(ModelNames names, @Nullable String first, @Nullable String second) {
        for (boolean dated : new boolean[] {true, false}) {
            for (String model : new @Nullable String[] {first, second}) {
                Price price = model == null ? null : row(names, dated ? names.plain(model) : names.undated(model));
                if (price != null) {
                    return price;
                }
            }
        }
        return null;
    }

    private @Nullable Price row(ModelNames names, @Nullable String model) {
        if (model == null || model.isEmpty()) {
            return null;
        }
        for (String name : names.rows(model)) {
            Price price = table.find(name);
            if (price != null) {
                return price;
            }
        }
        return null;
    }

    private @Nullable Price alias(@Nullable String model) {
        return model == null || aliases.isEmpty() ? null : aliases.get(PriceTable.key(model));
    }
}
