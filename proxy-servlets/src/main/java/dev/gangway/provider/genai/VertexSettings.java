package dev.gangway.provider.genai;

import dev.gangway.credential.UpstreamKey;
import dev.gangway.provider.Upstream;
import org.jspecify.annotations.Nullable;

/**
 * Where a route's Vertex requests go.
 *
 * @param project fills in where a request names none, or null
 * @param location fills in where a request names none, or null; valid as a host part
 * @param target overrides every location's host, or null
 * @param projects which projects they may name
 * @param key what they prove themselves with
 * @param configured whether the operator set anything of Vertex, so that a body is worth a look
 * @param setting the route's vertex block, for messages, such as {@code routes[3].vertex}
 */
public record VertexSettings(
        @Nullable String project,
        @Nullable String location,
        @Nullable Upstream target,
        VertexProjects projects,
        UpstreamKey key,
        boolean configured,
        String setting) {

    Upstream upstream(String location) {
        return target != null ? target : VertexLocation.upstream(location);
    }

    Upstream global() {
        return target != null ? target : VertexLocation.GLOBAL;
    }
}
