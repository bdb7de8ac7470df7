package dev.gangway.edit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.json.JsonFactory;

/** Rewrites the {@code results_url} values of a JSON document; every other byte stays. */
public final class ResultsUrl {

    private static final JsonFactory JSON = new JsonFactory();

    private ResultsUrl() {}

    /** {@code document} with {@code rewriter} applied to its results URLs; as it is where it is not JSON. */
    public static byte[] rewrite(byte[] document, UnaryOperator<String> rewriter) {
        ByteArrayOutputStream edited = new ByteArrayOutputStream(document.length + 256);
        int copied = 0;
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), document)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING && "results_url".equals(parser.currentName())) {
                    int start = (int) parser.currentTokenLocation().getByteOffset();
                    String url = parser.getString();
                    String rewritten = rewriter.apply(url);
                    if (!rewritten.equals(url)) {
                        edited.write(document, copied, start - copied);
                        edited.writeBytes(quoted(rewritten));
                        copied = (int) parser.currentLocation().getByteOffset();
                    }
                }
            }
        } catch (JacksonException e) {
            return document;
        }
        edited.write(document, copied, document.length - copied);
        return edited.toByteArray();
    }

    private static byte[] quoted(String text) {
        String escaped = new String(JsonStringEncoder.getInstance().quoteAsCharArray(text));
        return ('"' + escaped + '"').getBytes(StandardCharsets.UTF_8);
    }
}
