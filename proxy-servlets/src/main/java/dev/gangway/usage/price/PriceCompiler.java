package dev.gangway.usage.price;

import dev.gangway.usage.price.Tariff.Step;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Makes a price of a row in LiteLLM's format. */
final class PriceCompiler {

    /** A row that makes no sense; the message says which field. */
    static final class BadRow extends Exception {
        BadRow(String message) {
            super(message);
        }
    }

    private final String name;
    private final JsonNode row;

    /** Rates as the row has them: by tier, then by the input tokens above which they apply. */
    private final Map<String, Map<Long, Map<Rate, BigDecimal>>> rates = new HashMap<>();

    private final Map<String, BigDecimal> factors = new HashMap<>();

    private PriceCompiler(String name, JsonNode row) {
        this.name = name;
        this.row = row;
    }

    /** Null where the row has no price at all. */
    static @Nullable Price compile(String name, JsonNode row) throws BadRow {
        if (!row.isObject()) {
            throw new BadRow("is not an object");
        }
        return new PriceCompiler(name, row).compile();
    }

    private @Nullable Price compile() throws BadRow {
        for (Map.Entry<String, JsonNode> field : row.properties()) {
            read(field.getKey(), field.getValue());
        }
        Map<String, Tariff> tariffs = new HashMap<>();
        Set<Rate> apart = apart();
        for (String tier : rates.keySet()) {
            tariffs.put(tier, new Tariff(steps(tier, apart)));
        }
        List<Step> tiered = TieredPricing.steps(row.path("tiered_pricing"), rates(Tier.STANDARD, 0));
        if (!tiered.isEmpty()) {
            tariffs.put(Tier.STANDARD, new Tariff(tiered));
        }
        return tariffs.isEmpty() ? null : new Price(name, tariffs, factors, searchPerAnswer(), searchesAlways());
    }

    private void read(String field, JsonNode value) throws BadRow {
        if (field.equals("search_context_cost_per_query")) {
            searchRate(value);
        } else if (field.equals("provider_specific_entry")) {
            for (Map.Entry<String, JsonNode> factor : value.properties()) {
                factor(factor.getKey().toLowerCase(Locale.ROOT), factor.getValue());
            }
        } else if (field.equals("regional_endpoint_uplift_multiplier")) {
            factor("region", value);
        } else if (field.startsWith("regional_processing_uplift_multiplier_")) {
            factor("region:" + field.substring(field.lastIndexOf('_') + 1), value);
        } else {
            PriceField known = PriceField.parse(field);
            if (known != null && !value.isNull()) {
                put(known, decimal(field, value));
            }
        }
    }

    private void put(PriceField field, BigDecimal value) {
        rates.computeIfAbsent(field.tier(), tier -> new HashMap<>())
                .computeIfAbsent(field.above(), above -> new EnumMap<>(Rate.class))
                .put(field.rate(), value);
    }

    static BigDecimal decimal(String field, JsonNode value) throws BadRow {
        BigDecimal decimal = Decimals.parse(value);
        if (decimal == null) {
            throw new BadRow(field + " is not a price");
        }
        return decimal;
    }

    /** Not every entry is a factor. */
    private void factor(String key, JsonNode value) {
        BigDecimal factor = value.isNumber() ? Decimals.parse(value) : null;
        if (factor != null) {
            factors.put(key, factor);
        }
    }

    /** The context size is the request's; where the price depends on it, it is not known. */
    private void searchRate(JsonNode sizes) throws BadRow {
        BigDecimal one = null;
        for (Map.Entry<String, JsonNode> size : sizes.properties()) {
            BigDecimal price = decimal("search_context_cost_per_query", size.getValue());
            if (one != null && one.compareTo(price) != 0) {
                return;
            }
            one = price;
        }
        if (one != null) {
            put(new PriceField(Rate.WEB_SEARCH, 0, Tier.STANDARD), one);
        }
    }

    /** Google's older models cost per grounded prompt. */
    private boolean searchPerAnswer() {
        String provider = row.path("litellm_provider").asString("");
        boolean google = provider.equals("gemini") || (provider.startsWith("vertex_ai") && name.contains("gemini"));
        return google && !row.path("web_search_billing_unit").asString("").equals("per_query");
    }

    /** OpenAI's search models look into the web before every answer, and do not count it as a call of a tool. */
    private boolean searchesAlways() {
        return name.contains("-search-preview") || name.contains("-search-api");
    }

    /** What the standard tier has a price of its own for. */
    private Set<Rate> apart() {
        Set<Rate> apart = EnumSet.noneOf(Rate.class);
        thresholds(Tier.STANDARD).values().forEach(step -> apart.addAll(step.keySet()));
        return apart;
    }

    /** A tier never borrows: what the standard tier prices anew from some size on, it must price itself from there. */
    private List<Step> steps(String tier, Set<Rate> apart) {
        List<Step> steps = new ArrayList<>();
        Map<Rate, BigDecimal> current = new EnumMap<>(Rate.class);
        Set<Long> sizes = new TreeSet<>(thresholds(Tier.STANDARD).keySet());
        sizes.addAll(thresholds(tier).keySet());
        sizes.add(0L);
        for (long above : sizes) {
            current.keySet().removeAll(rates(Tier.STANDARD, above).keySet());
            current.putAll(rates(tier, above));
            Map<Rate, BigDecimal> filled = Fallbacks.fill(current, apart);
            Rate.FEES.forEach(fee -> putIfKnown(filled, fee));
            steps.add(new Step(BigDecimal.valueOf(above), filled));
        }
        return steps;
    }

    private void putIfKnown(Map<Rate, BigDecimal> filled, Rate fee) {
        BigDecimal price = rates(Tier.STANDARD, 0).get(fee);
        if (price != null) {
            filled.putIfAbsent(fee, price);
        }
    }

    private Map<Rate, BigDecimal> rates(String tier, long above) {
        return thresholds(tier).getOrDefault(above, Map.of());
    }

    private Map<Long, Map<Rate, BigDecimal>> thresholds(String tier) {
        return rates.getOrDefault(tier, Map.of());
    }
}
