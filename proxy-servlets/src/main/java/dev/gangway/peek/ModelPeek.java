package dev.gangway.peek;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Finds the top-level {@code model} in the first bytes of a JSON body. */
public final class ModelPeek {

    /** How far into a body the gateway looks. */
    public static final int LIMIT = 64 * 1024;

    private static final JsonFactory JSON = new JsonFactory();

    private ModelPeek() {}

    /**
     * What a look at the first bytes found.
     *
     * @param settled whether more bytes could not change it
     * @param model the model, or null where there is none (yet)
     */
    public record Sight(boolean settled, @Nullable String model) {}

    /** Looks at {@code length} bytes; a body that is not a JSON object, or is cut short, is no error. */
    public static Sight look(byte[] body, int length) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body, 0, length)) {
            JsonToken first = parser.nextToken();
            if (first != JsonToken.START_OBJECT) {
                return new Sight(first != null, null);
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean model = "model".equals(parser.currentName());
                JsonToken value = parser.nextToken();
                if (model) {
                    return new Sight(true, value == JsonToken.VALUE_STRING ? parser.getString() : null);
                }
                parser.skipChildren();
            }
            return new Sight(true, null);
        } catch (JacksonException e) {
            return new Sight(false, null);
        }
    }
}
