package dev.gangway.usage;

import dev.gangway.stream.JsonPaths;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where one API says its usage.
 *
 * @param api its name, such as {@code openai.chat}
 * @param billable whether using it costs anything
 * @param at where it lives
 * @param paths the pointers to watch
 * @param watches what to do at each pointer, by its number
 * @param slots how many amounts and texts a reader keeps
 * @param units the slots that add up to each unit
 * @param tools the slots that add up to each tool's calls
 * @param texts the slots of the texts
 */
public record UsageFormat(
        String api,
        boolean billable,
        List<PathPattern> at,
        JsonPaths paths,
        List<Watch> watches,
        int slots,
        Map<Unit, List<Integer>> units,
        Map<String, List<Integer>> tools,
        Texts texts) {

    /** Slots of texts, null where the API has no such text. */
    record Texts(
            @Nullable Integer model,
            @Nullable Integer id,
            @Nullable Integer tier,
            @Nullable Integer finish,
            Map<String, Integer> traits) {}

    boolean serves(String provider, String method, String path) {
        return at.stream().anyMatch(pattern -> pattern.matches(provider, method, path));
    }
}
