package dev.gangway.usage.price;

import dev.gangway.usage.Cost;
import dev.gangway.usage.Unit;
import dev.gangway.usage.Usage;
import dev.gangway.usage.price.Call.Kind;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Calls, usage and costs in a few words, for tables. */
final class Cases {

    private static final Map<String, Unit> SHORT = Map.ofEntries(
            Map.entry("in", Unit.INPUT_TOKENS),
            Map.entry("out", Unit.OUTPUT_TOKENS),
            Map.entry("read", Unit.CACHE_READ_TOKENS),
            Map.entry("write", Unit.CACHE_WRITE_TOKENS),
            Map.entry("write1h", Unit.CACHE_WRITE_1H_TOKENS),
            Map.entry("reasoning", Unit.REASONING_TOKENS),
            Map.entry("audio_in", Unit.AUDIO_INPUT_TOKENS),
            Map.entry("audio_out", Unit.AUDIO_OUTPUT_TOKENS),
            Map.entry("image_in", Unit.IMAGE_INPUT_TOKENS),
            Map.entry("image_out", Unit.IMAGE_OUTPUT_TOKENS));

    private static final Set<String> TEXTS = Set.of("", "model", "id", "tier", "finish");

    private Cases() {}

    /** {@code a=1 b} to {@code {a: 1, b: ""}}. */
    static Map<String, String> words(@Nullable String text) {
        Map<String, String> words = new HashMap<>();
        for (String word : text == null ? new String[0] : text.strip().split(" +")) {
            int equals = word.indexOf('=');
            words.put(equals < 0 ? word : word.substring(0, equals), equals < 0 ? "" : word.substring(equals + 1));
        }
        return words;
    }

    static Call call(Map<String, String> words) {
        String perRequest = words.get("per-request");
        return new Call(
                new RouteTerms(
                        perRequest == null ? null : new BigDecimal(perRequest), false, words.containsKey("trusted")),
                words.getOrDefault("provider", "openai"),
                Kind.valueOf(words.getOrDefault("kind", "ANSWER").toUpperCase(Locale.ROOT)),
                !words.containsKey("failed"),
                words.get("model"),
                words.get("region"),
                words.get("stated"));
    }

    static Usage usage(@Nullable String text) {
        Map<Unit, BigDecimal> amounts = new EnumMap<>(Unit.class);
        Map<String, BigDecimal> tools = new HashMap<>();
        Map<String, String> traits = new HashMap<>();
        Map<String, String> words = words(text);
        words.forEach((name, value) -> {
            if (name.startsWith("tool.")) {
                tools.put(name.substring(5), new BigDecimal(value));
            } else if (name.equals("speed") || name.equals("inference_geo")) {
                traits.put(name, value);
            } else if (!TEXTS.contains(name)) {
                Unit unit = SHORT.get(name);
                amounts.put(unit == null ? Unit.valueOf(name.toUpperCase(Locale.ROOT)) : unit, new BigDecimal(value));
            }
        });
        return new Usage(
                amounts, tools, words.get("model"), words.get("id"), words.get("tier"), words.get("finish"), traits);
    }

    /** {@code 0.006 plain [images]}. */
    static String text(Cost cost) {
        String usd = cost.usd() == null ? "null" : cost.usd().toPlainString();
        String units = cost.unpricedUnits().isEmpty() ? "" : " [" + String.join(" ", cost.unpricedUnits()) + "]";
        return usd + " " + cost.price() + units;
    }
}
