package dev.gangway.provider.genai;

import dev.gangway.credential.Credential;
import dev.gangway.credential.Credential.AccessToken;
import dev.gangway.credential.Credential.ApiKey;
import dev.gangway.credential.Credential.FromClient;
import dev.gangway.credential.Credential.Missing;
import dev.gangway.credential.Secret;
import dev.gangway.credential.UpstreamKey;
import dev.gangway.provider.Upstream;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Genai providers as tests need them. */
final class GenAi {

    static final String VERTEX_SETTING = "routes[3].vertex.keys[0].access-token (SOME_TOKEN)";

    static final Credential TOKEN = new AccessToken(Secret.of("vertex-token"));
    static final Credential EXPRESS = new ApiKey(Secret.of("vertex-key"));
    static final Credential MISSING = new Missing();
    static final Credential CLIENTS = new FromClient();

    private static final UpstreamKey KEY = new UpstreamKey("main", new ApiKey(Secret.of("gemini-key")), "");

    private GenAi() {}

    /** Gemini by API key, Vertex by {@code vertex}, with my-project and us-central1. */
    static GenAiProvider with(Credential vertex) {
        return with(vertex, "my-project", "us-central1", null);
    }

    static GenAiProvider with(
            Credential vertex, @Nullable String project, @Nullable String location, @Nullable String target) {
        return with(vertex, project, location, target, Set.of());
    }

    /** With {@code vertex.projects}. */
    static GenAiProvider serving(Credential vertex, String... projects) {
        return with(vertex, "my-project", "us-central1", null, Set.of(projects));
    }

    private static GenAiProvider with(
            Credential vertex,
            @Nullable String project,
            @Nullable String location,
            @Nullable String target,
            Set<String> projects) {
        VertexSettings settings = new VertexSettings(
                project,
                location,
                target == null ? null : Upstream.of(target),
                new VertexProjects(projects, "routes[3].vertex.projects"),
                new UpstreamKey("vertex", vertex, VERTEX_SETTING),
                true,
                "routes[3].vertex");
        return provider(vertex.equals(CLIENTS) ? new UpstreamKey("client", CLIENTS, "") : KEY, settings);
    }

    /** As a route without a {@code vertex} block. */
    static GenAiProvider withoutVertex(UpstreamKey key) {
        Credential vertex = key.credential().equals(CLIENTS) ? CLIENTS : MISSING;
        UpstreamKey none = new UpstreamKey("none", vertex, VERTEX_SETTING);
        return provider(
                key,
                new VertexSettings(
                        null, null, null, new VertexProjects(Set.of(), ""), none, false, "routes[3].vertex"));
    }

    static GenAiProvider withoutVertex() {
        return withoutVertex(KEY);
    }

    private static GenAiProvider provider(UpstreamKey key, VertexSettings settings) {
        return new GenAiProvider("/r", GenAiProvider.DEFAULT, key, settings, Secret.of("signing-secret"));
    }
}
