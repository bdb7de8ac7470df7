package dev.gangway.peek;

import dev.gangway.stream.JsonPaths;
import dev.gangway.stream.JsonSink;
import dev.gangway.stream.MultipartScanner;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a request body was found to ask for. Where it says so twice, the first counts. */
final class Asked implements JsonSink, MultipartScanner.Sink {

    static final Set<String> FIELDS = Set.of("model", "stream");

    private static final int MODEL = 0;
    private static final int STREAM = 1;
    private static final int INCLUDE_USAGE = 2;
    private static final int BATCH_MODEL = 3;

    /** The last one is Anthropic's batch, each of whose requests names a model. */
    static final JsonPaths PATHS =
            JsonPaths.of(List.of("/model", "/stream", "/stream_options/include_usage", "/requests/*/params/model"));

    private volatile @Nullable String model;
    private volatile @Nullable Boolean stream;
    private volatile @Nullable Boolean includeUsage;
    private boolean ended;

    @Override
    public void string(int path, String value) {
        if (!ended && model == null && (path == MODEL || path == BATCH_MODEL)) {
            model = value;
            ended = path == BATCH_MODEL;
        }
    }

    @Override
    public void number(int path, String digits) {
        // A number where a name or a flag belongs says nothing.
    }

    @Override
    public void literal(int path, String word) {
        boolean is = word.equals("true");
        if (!ended && path == STREAM && stream == null) {
            stream = is;
        } else if (!ended && path == INCLUDE_USAGE && includeUsage == null) {
            includeUsage = is;
        }
    }

    @Override
    public void field(String name, String value) {
        if (name.equals("stream")) {
            literal(STREAM, value);
        } else {
            string(MODEL, value);
        }
    }

    /** What follows the first document is none of the API's. */
    @Override
    public void documentEnded() {
        ended = true;
    }

    /** Whether more bytes cannot change anything: without a stream there are no options of one. */
    boolean isComplete() {
        boolean knowsStream = stream != null && (!stream || includeUsage != null);
        return ended || (model != null && knowsStream);
    }

    @Nullable String model() {
        return model;
    }

    @Nullable Boolean stream() {
        return stream;
    }

    @Nullable Boolean includeUsage() {
        return includeUsage;
    }
}
