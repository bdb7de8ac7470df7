package dev.gangway.edit;

import dev.gangway.edit.JsonSpans.Span;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * Takes out of a stream of chat completions what {@code include_usage} puts in: the chunk without choices that has the
 * usage, and {@code "usage":null} in every other.
 */
public final class UnaskedUsage implements EventEdit {

    private static final String USAGE = "/usage";
    private static final String CHOICES = "/choices";

    @Override
    public byte @Nullable [] edit(byte[] data) {
        JsonSpans spans = JsonSpans.find(data, Set.of(USAGE, CHOICES));
        Span usage = spans.at(USAGE);
        Span choices = spans.at(CHOICES);
        if (usage == null) {
            return data;
        }
        if (usage.type() == JsonToken.VALUE_NULL) {
            return spans.without(usage);
        }
        boolean alone = choices != null && choices.type() == JsonToken.START_ARRAY && spans.isEmpty(choices);
        return alone && usage.type() == JsonToken.START_OBJECT ? null : data;
    }
}
