package dev.gangway.edit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Where a few values of a JSON document stand, so that they can be edited and every other byte stays. */
final class JsonSpans {

    private static final JsonFactory JSON = new JsonFactory();

    private final byte[] document;
    private final Set<String> pointers;
    private final Map<String, Span> found = new HashMap<>();

    /**
     * A value.
     *
     * @param type its first token
     * @param key where its key begins; for the document itself, where it begins
     * @param start where it begins
     * @param end where it has ended
     */
    record Span(JsonToken type, int key, int start, int end) {}

    private JsonSpans(byte[] document, Set<String> pointers) {
        this.document = document;
        this.pointers = pointers;
    }

    /**
     * The values at {@code pointers} below objects, and the document's own at the empty pointer; where a key repeats, the
     * last. Nothing where {@code document} is not one JSON object in UTF-8.
     */
    static JsonSpans find(byte[] document, Set<String> pointers) {
        JsonSpans spans = new JsonSpans(document, pointers);
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), document)) {
            if (isUtf8(document) && parser.nextToken() == JsonToken.START_OBJECT) {
                spans.value(parser, "", offset(parser));
            }
            if (parser.nextToken() != null) {
                spans.found.clear();
            }
        } catch (JacksonException e) {
            spans.found.clear();
        }
        return spans;
    }

    /** Of UTF-16 and UTF-32, which have a zero among the first bytes, the parser would tell wrong offsets. */
    private static boolean isUtf8(byte[] document) {
        for (int i = 0; i < Math.min(4, document.length); i++) {
            if (document[i] == 0) {
                return false;
            }
        }
        return true;
    }

    private static int offset(JsonParser parser) {
        return (int) parser.currentTokenLocation().getByteOffset();
    }

    private void value(JsonParser parser, String pointer, int key) {
        JsonToken type = parser.currentToken();
        int start = offset(parser);
        if (type == JsonToken.START_OBJECT && pointers.stream().anyMatch(wanted -> wanted.startsWith(pointer + "/"))) {
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                int member = offset(parser);
                String name = parser.currentName();
                parser.nextToken();
                value(parser, pointer + "/" + name, member);
            }
        } else {
            parser.skipChildren();
        }
        if (pointer.isEmpty() || pointers.contains(pointer)) {
            parser.finishToken();
            int end = (int) parser.currentLocation().getByteOffset();
            found.put(pointer, new Span(type, key, start, end));
        }
    }

    /** The value at {@code pointer}, or null. */
    @Nullable Span at(String pointer) {
        return found.get(pointer);
    }

    /** Whether nothing but white space is in an object or array. */
    boolean isEmpty(Span struct) {
        for (int i = struct.start() + 1; i < struct.end() - 1; i++) {
            if (!isSpace(document[i])) {
                return false;
            }
        }
        return true;
    }

    /** The document with {@code value} in place of what is at {@code span}. */
    byte[] replacing(Span span, String value) {
        return splice(span.start(), span.end(), value);
    }

    /** The document with {@code member} as the first one of {@code object}. */
    byte[] prepending(Span object, String member) {
        int at = object.start() + 1;
        return splice(at, at, isEmpty(object) ? member : member + ",");
    }

    /** The document with {@code member} as the last one of {@code object}. */
    byte[] appending(Span object, String member) {
        int at = object.end() - 1;
        return splice(at, at, isEmpty(object) ? member : "," + member);
    }

    /** The document without a member, the comma that set it apart, and the white space around that. */
    byte[] without(Span member) {
        int before = lastByte(member.key());
        if (document[before] == ',') {
            return splice(lastByte(before) + 1, member.end(), "");
        }
        int after = nextByte(member.end());
        return splice(member.key(), document[after] == ',' ? nextByte(after + 1) : member.end(), "");
    }

    private int lastByte(int end) {
        int at = end - 1;
        while (isSpace(document[at])) {
            at--;
        }
        return at;
    }

    private int nextByte(int start) {
        int at = start;
        while (isSpace(document[at])) {
            at++;
        }
        return at;
    }

    private byte[] splice(int from, int to, String text) {
        byte[] piece = text.getBytes(StandardCharsets.UTF_8);
        byte[] edited = Arrays.copyOf(document, document.length - (to - from) + piece.length);
        System.arraycopy(piece, 0, edited, from, piece.length);
        System.arraycopy(document, to, edited, from + piece.length, document.length - to);
        return edited;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}
