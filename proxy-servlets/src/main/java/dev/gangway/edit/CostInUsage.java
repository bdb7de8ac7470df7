package dev.gangway.edit;

import dev.gangway.edit.JsonSpans.Span;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/** Writes {@code cost}, a number in US dollars, into the usage of a stream, as LiteLLM does. */
public final class CostInUsage implements EventEdit {

    /** Where an API's events have their final usage. */
    private static final Map<String, String> USAGE = Map.of(
            "openai.chat", "/usage",
            "openai.completions", "/usage",
            "openai.responses", "/response/usage",
            "anthropic.messages", "/usage",
            "gemini.generate", "/usageMetadata");

    private final String usage;
    private final byte[] key;
    private final Supplier<@Nullable BigDecimal> cost;

    private CostInUsage(String usage, Supplier<@Nullable BigDecimal> cost) {
        this.usage = usage;
        this.key = usage.substring(usage.lastIndexOf('/') + 1).getBytes(StandardCharsets.US_ASCII);
        this.cost = cost;
    }

    /** Whether it is known where the streams of {@code api} have their usage. */
    public static boolean serves(@Nullable String api) {
        return api != null && USAGE.containsKey(api);
    }

    /**
     * Writes into the streams of {@code api}; null where it is not known where they have their usage.
     *
     * @param cost asked when there is a usage to write into; null where the cost is not known, or not yet
     */
    public static @Nullable CostInUsage of(@Nullable String api, Supplier<@Nullable BigDecimal> cost) {
        String usage = api == null ? null : USAGE.get(api);
        return usage == null ? null : new CostInUsage(usage, cost);
    }

    /** One that says its cost itself keeps it. */
    @Override
    public byte[] edit(byte[] data) {
        if (!contains(data, key)) {
            return data;
        }
        String present = usage + "/cost";
        JsonSpans spans = JsonSpans.find(data, Set.of(usage, present));
        Span object = spans.at(usage);
        if (object == null || object.type() != JsonToken.START_OBJECT || spans.at(present) != null) {
            return data;
        }
        BigDecimal usd = cost.get();
        return usd == null ? data : spans.appending(object, "\"cost\":" + usd.toPlainString());
    }

    /** Few events have a usage; the others need not be parsed. */
    private static boolean contains(byte[] data, byte[] wanted) {
        for (int i = 0; i + wanted.length <= data.length; i++) {
            int matched = 0;
            while (matched < wanted.length && data[i + matched] == wanted[matched]) {
                matched++;
            }
            if (matched == wanted.length) {
                return true;
            }
        }
        return false;
    }
}
