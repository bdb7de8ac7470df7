package dev.gangway.usage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** All APIs whose usage is known how to read: the rows of {@code formats.json}. A new API is a new row. */
public final class UsageFormats {

    private static final List<UsageFormat> ALL = load();

    private UsageFormats() {}

    /**
     * The format of an API, or null where its usage is not known how to read.
     *
     * @param provider the provider's name in the record
     * @param method the request's method
     * @param path the raw path as the upstream gets it, without its base path and the query
     */
    public static @Nullable UsageFormat find(String provider, String method, String path) {
        for (UsageFormat format : ALL) {
            if (format.serves(provider, method, path)) {
                return format;
            }
        }
        return null;
    }

    /**
     * As {@link #find}, for an API that many offer, each below a path of its own, such as {@code /openai/v1/models}; some
     * leave out its version.
     */
    public static @Nullable UsageFormat findBelow(String provider, String method, String path) {
        for (int at = path.startsWith("/") ? 0 : -1; at >= 0; at = path.indexOf('/', at + 1)) {
            UsageFormat format = find(provider, method, path.substring(at));
            if (format != null) {
                return format;
            }
        }
        return find(provider, method, "/v1" + path);
    }

    private static List<UsageFormat> load() {
        try (InputStream in = UsageFormats.class.getResourceAsStream("formats.json")) {
            List<UsageFormat> formats = new ArrayList<>();
            new JsonMapper().readTree(in).forEach(row -> formats.add(FormatCompiler.compile(row)));
            return List.copyOf(formats);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
