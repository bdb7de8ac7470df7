package dev.gangway.provider.genai;

import dev.gangway.provider.Decision.Refusal;
import dev.gangway.provider.ErrorCode;
import dev.gangway.provider.Header;
import dev.gangway.provider.RequestHead;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The projects that a route's requests may name, in their path and as the one that is billed.
 *
 * @param names ids and numbers, as clients write them; empty for any
 * @param setting for messages, such as {@code routes[3].vertex.projects}
 */
public record VertexProjects(Set<String> names, String setting) {

    /** Names the project that is billed for a request. */
    static final String BILLED = "x-goog-user-project";

    private static final String COLLECTION = "projects";

    public VertexProjects {
        names = Set.copyOf(names);
    }

    /** Whether any project may be named. */
    boolean any() {
        return names.isEmpty();
    }

    /** Why {@code path}, raw, may not go upstream, or null. Google decodes a path before it reads it, and so does this. */
    @Nullable Refusal refusal(String path) {
        if (any()) {
            return null;
        }
        String[] segments = decoded(path).split("/", -1);
        for (int i = 1; i < segments.length; i++) {
            if (segments[i - 1].equalsIgnoreCase(COLLECTION) && !names.contains(segments[i])) {
                return refused("The Vertex project of this request");
            }
        }
        return null;
    }

    /** The same for the project that {@code head} wants billed. */
    @Nullable Refusal refusal(RequestHead head) {
        String project = head.header(BILLED);
        return any() || project == null || names.contains(project) ? null : refused("The project in " + BILLED);
    }

    /** The header that names the project that is billed, for where a client may not simply send it. */
    List<Header> billed(RequestHead head) {
        String project = any() ? null : head.header(BILLED);
        return project == null ? List.of() : List.of(new Header(BILLED, project));
    }

    private Refusal refused(String what) {
        return new Refusal(ErrorCode.FORBIDDEN, what + " is none of those that this route serves (" + setting + ").");
    }

    private static String decoded(String path) {
        return path.indexOf('%') < 0 ? path : URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
