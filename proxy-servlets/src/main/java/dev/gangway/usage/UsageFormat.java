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
 * @param kept whether its answers, usage and all, can be fetched again
 * @param reading how it is read
 */
public record UsageFormat(String api, boolean billable, boolean kept, Reading reading) {

    /**
     * How an API's usage is read.
     *
     * @param each whether documents add up, as in a file of results; else later ones overwrite earlier ones
     * @param anyType whether it is JSON whatever its Content-Type says
     * @param paths the pointers to watch
     * @param watches what to do at each pointer, by its number
     * @param headers what to do with each header
     * @param slots how many amounts and texts a reader keeps
     * @param units the terms that add up to each unit
     * @param tools the terms that add up to each tool's calls
     * @param texts the slots of the texts
     */
    record Reading(
            boolean each,
            boolean anyType,
            JsonPaths paths,
            List<Watch> watches,
            Map<String, Watch> headers,
            int slots,
            Map<Unit, List<Term>> units,
            Map<String, List<Term>> tools,
            Texts texts) {}

    /**
     * One amount of a sum.
     *
     * @param slots where it may be; the first one that is known counts
     */
    record Term(int... slots) {}

    /** Slots of texts, null where the API has no such text. */
    record Texts(
            @Nullable Integer model,
            @Nullable Integer id,
            @Nullable Integer tier,
            @Nullable Integer finish,
            Map<String, Integer> traits,
            Map<Integer, String> constants) {}
}
