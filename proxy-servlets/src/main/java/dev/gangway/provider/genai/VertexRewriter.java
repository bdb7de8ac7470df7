package dev.gangway.provider.genai;

import dev.gangway.credential.Credential;
import dev.gangway.credential.Credential.AccessToken;
import dev.gangway.credential.Credential.FromClient;
import dev.gangway.credential.Credential.Issued;
import dev.gangway.provider.Decision;
import dev.gangway.provider.Decision.Refusal;
import dev.gangway.provider.Decision.ResponseEdits;
import dev.gangway.provider.ErrorCode;
import dev.gangway.provider.Proof;
import dev.gangway.provider.Query;
import dev.gangway.provider.RequestHead;
import dev.gangway.provider.Upstream;
import org.jspecify.annotations.Nullable;

/** Sends a request to Vertex: the location's host, and the project where the path lacks it. */
final class VertexRewriter {

    private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";

    private final VertexSettings vertex;

    VertexRewriter(VertexSettings vertex) {
        this.vertex = vertex;
    }

    /** A path of Vertex's own shape. A token needs a project in it, except to look models up; an API key (express) none. */
    Decision decide(RequestHead head, GenAiPath path, @Nullable String query) {
        String location = path.location();
        if (location != null) {
            return at(location, head.path(), query);
        }
        if (path.isPublisher() && !provesByToken(head)) {
            return to(vertex.global(), head.path(), query);
        }
        boolean lookup = head.method().equals("GET") && path.isModels();
        return path.isPublisher() && !lookup
                ? inserted(path, path.version(), path.rest(), query, null)
                : elsewhere(head.path(), query);
    }

    private boolean provesByToken(RequestHead head) {
        Credential credential = vertex.key().credential();
        boolean clients = credential instanceof FromClient && head.header("authorization") != null;
        return clients || credential instanceof AccessToken || credential instanceof Issued;
    }

    /** Gemini's {@code /v1beta/models/…} in Vertex's shape. */
    Decision reshape(GenAiPath path, @Nullable String query, @Nullable ModelResource resource) {
        String version = version(path.version());
        boolean model = path.rest().startsWith("/models/");
        return inserted(path, version, (model ? "/publishers/google" : "") + path.rest(), query, resource);
    }

    /** Vertex has no {@code v1beta} and no {@code v1alpha}, and no path without a version. */
    private static String version(@Nullable String geminis) {
        if (geminis == null) {
            return "v1";
        }
        return geminis.equals("v1beta") || geminis.equals("v1alpha") ? "v1beta1" : geminis;
    }

    private Decision inserted(
            GenAiPath path, @Nullable String version, String rest, @Nullable String query, @Nullable ModelResource in) {
        String project = in != null ? in.project() : vertex.project();
        String location = in != null ? in.location() : vertex.location();
        if (project == null || location == null) {
            String setting = vertex.setting() + (project == null ? ".project" : ".location");
            return new Refusal(
                    ErrorCode.BAD_REQUEST, "This Vertex request names no project and location: set " + setting + ".");
        }
        if (!isProjectId(project)) {
            return new Refusal(ErrorCode.BAD_REQUEST, "The Vertex project in the body's model is no project id.");
        }
        return at(location, path.head(version) + "/projects/" + project + "/locations/" + location + rest, query);
    }

    /** A project of the body becomes part of the path: it may hold no slash, escape or dot segment. */
    private static boolean isProjectId(String project) {
        return Character.isLetterOrDigit(project.charAt(0))
                && project.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || "-_.:".indexOf(c) >= 0));
    }

    /** A path that names no location: the configured one's host, else the global one. */
    private Decision elsewhere(String path, @Nullable String query) {
        return vertex.location() == null ? to(vertex.global(), path, query) : at(vertex.location(), path, query);
    }

    private Decision at(String location, String path, @Nullable String query) {
        return VertexLocation.isValid(location)
                ? to(vertex.upstream(location), path, query)
                : new Refusal(
                        ErrorCode.BAD_REQUEST,
                        "The Vertex location must be 1 to 40 characters of a-z, 0-9 and hyphen, such as us-central1.");
    }

    private Decision to(Upstream upstream, String path, @Nullable String query) {
        Refusal foreign = vertex.projects().refusal(path);
        Refusal refusal = foreign != null ? foreign : Proof.missing(vertex.key());
        if (refusal != null) {
            return refusal;
        }
        return new Decision.Forward(
                "vertex",
                Proof.name(vertex.key()),
                upstream,
                Query.target(path, query),
                Proof.inSlots(vertex.key().credential(), "x-goog-api-key"),
                ResponseEdits.NONE,
                Proof.issued(vertex.key(), SCOPE));
    }
}
