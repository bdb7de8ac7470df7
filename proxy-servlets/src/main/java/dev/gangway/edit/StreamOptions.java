package dev.gangway.edit;

import dev.gangway.edit.JsonSpans.Span;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * Asks for the usage of a stream of OpenAI's chat completions.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/chat/create">{@code stream_options}</a>
 */
public final class StreamOptions {

    private static final String STREAM = "/stream";
    private static final String OPTIONS = "/stream_options";
    private static final String INCLUDE = OPTIONS + "/include_usage";
    private static final String ASKED = "\"include_usage\":true";

    private StreamOptions() {}

    /**
     * The request {@code body} with {@code stream_options.include_usage}, every other byte as it was; null where nothing
     * is to be edited: it asks for no stream, or for its usage already, or is none that the API would take.
     */
    public static byte @Nullable [] withUsage(byte[] body) {
        JsonSpans spans = JsonSpans.find(body, Set.of(STREAM, OPTIONS, INCLUDE));
        Span whole = spans.at("");
        Span stream = spans.at(STREAM);
        if (whole == null || stream == null || stream.type() != JsonToken.VALUE_TRUE) {
            return null;
        }
        Span options = spans.at(OPTIONS);
        Span include = spans.at(INCLUDE);
        if (include != null) {
            return isOff(include) ? spans.replacing(include, "true") : null;
        }
        if (options == null) {
            return spans.prepending(whole, "\"stream_options\":{" + ASKED + "}");
        }
        if (options.type() == JsonToken.VALUE_NULL) {
            return spans.replacing(options, "{" + ASKED + "}");
        }
        return options.type() == JsonToken.START_OBJECT ? spans.prepending(options, ASKED) : null;
    }

    private static boolean isOff(Span include) {
        return include.type() == JsonToken.VALUE_FALSE || include.type() == JsonToken.VALUE_NULL;
    }
}
