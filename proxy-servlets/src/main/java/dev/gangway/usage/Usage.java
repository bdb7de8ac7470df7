package dev.gangway.usage;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says that was used. What it does not say is absent, never zero.
 *
 * @param amounts by unit; may be empty
 * @param toolCalls calls of the provider's own tools by name, such as {@code web_search}; may be empty
 * @param model the model that answered, or null
 * @param id the answer's id, or null
 * @param serviceTier the tier that the answer was served in, {@code mixed} where the rows of a file do not agree, or null
 * @param finish why the model stopped, or null
 * @param traits what else the price depends on, by name, such as {@code speed} and {@code inference_geo}; may be empty
 */
public record Usage(
        Map<Unit, BigDecimal> amounts,
        Map<String, BigDecimal> toolCalls,
        @Nullable String model,
        @Nullable String id,
        @Nullable String serviceTier,
        @Nullable String finish,
        Map<String, String> traits) {

    /** Nothing is known. */
    public static final Usage UNKNOWN = new Usage(Map.of(), Map.of(), null, null, null, null, Map.of());

    public Usage {
        amounts = amounts.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(amounts));
        toolCalls = toolCalls.isEmpty() ? Map.of() : Map.copyOf(toolCalls);
        traits = traits.isEmpty() ? Map.of() : Map.copyOf(traits);
    }

    /** The amount of {@code unit}, or null where it is not known. */
    public @Nullable BigDecimal amount(Unit unit) {
        return amounts.get(unit);
    }
}
