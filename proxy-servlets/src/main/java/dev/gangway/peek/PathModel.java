package dev.gangway.peek;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Finds the model that a request's path names; it wins over one in the body, as it does upstream. */
public final class PathModel {

    /** Vertex has Claude's token counter as a model of its own; the model to count for is in the body. */
    private static final String COUNTER = "count-tokens";

    private PathModel() {}

    /**
     * The model, percent-decoded, or null where the path names none.
     *
     * @param provider the provider's name in the record
     * @param path the raw path as the upstream gets it, without its base path and the query
     */
    public static @Nullable String of(String provider, String path) {
        return switch (provider) {
            case "azure" -> decoded(after(path, "/deployments/"));
            case "bedrock" -> decoded(after(path, "/model/"));
            case "gemini", "vertex" -> google(path);
            default -> null;
        };
    }

    /** {@code models/{m}:method}; without a method it is about a model, not for it. */
    private static @Nullable String google(String path) {
        String tuned = after(path, "/tunedModels/");
        String segment = tuned == null ? after(path, "/models/") : tuned;
        int colon = segment == null ? -1 : segment.lastIndexOf(':');
        if (segment == null || colon <= 0) {
            return null;
        }
        String model = segment.substring(0, colon);
        return model.equals(COUNTER) ? null : decoded(model);
    }

    /** The segment after {@code marker}, or null. */
    private static @Nullable String after(String path, String marker) {
        int at = path.indexOf(marker);
        if (at < 0) {
            return null;
        }
        int from = at + marker.length();
        int slash = path.indexOf('/', from);
        String segment = path.substring(from, slash < 0 ? path.length() : slash);
        return segment.isEmpty() ? null : segment;
    }

    /** As it is where it is no UTF-8 in percent escapes. */
    private static @Nullable String decoded(@Nullable String segment) {
        if (segment == null || segment.indexOf('%') < 0) {
            return segment;
        }
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return segment;
        }
    }
}
