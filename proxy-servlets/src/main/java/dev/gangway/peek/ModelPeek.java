package dev.gangway.peek;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.async.ByteArrayFeeder;
import tools.jackson.core.json.JsonFactory;

/**
 * Finds the top-level {@code model} in the first bytes of a JSON body. It reads on where it stopped, so that a body in
 * many small pieces costs no more than one that comes at once.
 */
public final class ModelPeek {

    /** How far into a body the gateway looks. */
    public static final int LIMIT = 64 * 1024;

    private static final JsonFactory JSON = new JsonFactory();

    private final JsonParser parser = JSON.createNonBlockingByteArrayParser(ObjectReadContext.empty());
    private int seen;
    private int depth;
    private boolean settled;
    private @Nullable String model;

    /** The model that was found, or null where there is none (yet). */
    public @Nullable String model() {
        return model;
    }

    /**
     * Looks at the first {@code size} bytes of {@code body}, which only ever grow. A body that is no JSON object, or is
     * cut short, is no error.
     *
     * @return whether more bytes could not change what was found
     */
    public boolean look(byte[] body, int size) {
        try {
            ((ByteArrayFeeder) parser.nonBlockingInputFeeder()).feedInput(body, seen, size);
            seen = size;
            while (!settled && parser.nextToken() != JsonToken.NOT_AVAILABLE) {
                settled = settles(parser.currentToken());
            }
        } catch (JacksonException e) {
            settled = true;
        }
        return settled;
    }

    /** The first {@code model} counts; anything but a string names none. */
    private boolean settles(JsonToken token) {
        if (token.isStructStart()) {
            depth++;
        } else if (token.isStructEnd()) {
            depth--;
        }
        if (depth == 0 || (depth == 1 && token == JsonToken.START_ARRAY)) {
            return true;
        }
        boolean found = depth == 1 && token != JsonToken.PROPERTY_NAME && "model".equals(parser.currentName());
        if (found && token == JsonToken.VALUE_STRING) {
            model = parser.getString();
        }
        return found;
    }
}
