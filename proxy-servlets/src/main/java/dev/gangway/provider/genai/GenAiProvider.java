package dev.gangway.provider.genai;

import dev.gangway.credential.Credential.FromClient;
import dev.gangway.credential.Secret;
import dev.gangway.credential.UpstreamKey;
import dev.gangway.provider.Decision;
import dev.gangway.provider.Decision.Refusal;
import dev.gangway.provider.Decision.ResponseEdits;
import dev.gangway.provider.ErrorCode;
import dev.gangway.provider.ErrorEnvelope;
import dev.gangway.provider.Header;
import dev.gangway.provider.Proof;
import dev.gangway.provider.Provider;
import dev.gangway.provider.Query;
import dev.gangway.provider.Removal;
import dev.gangway.provider.RequestHead;
import dev.gangway.provider.Upstream;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Google GenAI: Gemini with an API key, Vertex by its location, and resumable uploads that stay on the gateway.
 *
 * @see <a href="https://ai.google.dev/gemini-api/docs/files">Gemini Files API</a>
 */
public final class GenAiProvider implements Provider {

    /** Gemini's own address. */
    public static final Upstream DEFAULT = Upstream.of("https://generativelanguage.googleapis.com");

    private static final Set<String> UPLOAD_METHODS = Set.of("POST", "PUT", "GET");

    private final Upstream gemini;
    private final UpstreamKey key;
    private final VertexSettings vertex;
    private final Removal removal;
    private final UploadPass pass;
    private final ResponseEdits uploads;
    private final VertexRewriter vertexRewriter;

    /**
     * Binds the rules to one route.
     *
     * @param route the route's path, part of what an upload URL is signed for
     * @param signingSecret what upload URLs are signed with, never empty
     */
    public GenAiProvider(String route, Upstream gemini, UpstreamKey key, VertexSettings vertex, Secret signingSecret) {
        this.gemini = gemini;
        this.key = key;
        this.vertex = vertex;
        this.removal = removal(key, vertex.projects());
        this.pass = new UploadPass(signingSecret, route, key.name(), InstantSource.system());
        this.uploads = new ResponseEdits(false, pass::sign);
        this.vertexRewriter = new VertexRewriter(vertex);
    }

    /** Where not any project may be billed, the client's wish goes on only by {@link VertexProjects#billed}. */
    private static Removal removal(UpstreamKey key, VertexProjects projects) {
        Removal removal = key.credential() instanceof FromClient
                ? Removal.keeping("authorization", "x-goog-api-key", "key", "access_token", "oauth_token")
                : Removal.ALL;
        return projects.any() ? removal : removal.dropping(List.of(VertexProjects.BILLED));
    }

    /** Rule 5: only if Vertex is configured, the head left it open, and the body is JSON. */
    @Override
    public boolean wantsModel(RequestHead sent) {
        RequestHead head = CollapsedHead.of(sent);
        String type = head.header("content-type");
        return vertex.configured()
                && type != null
                && type.toLowerCase(Locale.ROOT).contains("json")
                && Detection.of(head, GenAiPath.of(head.path())) == Detection.OPEN;
    }

    @Override
    public Decision decide(RequestHead sent, @Nullable String model) {
        RequestHead head = CollapsedHead.of(sent);
        if (head.path().isEmpty() || head.path().equals("/")) {
            return new Refusal(
                    ErrorCode.BAD_REQUEST,
                    "The request has no path. The Python SDK drops it for Vertex with credentials unless both project"
                            + " and location are passed to the client: pass them.");
        }
        Refusal foreign = vertex.projects().refusal(head);
        return foreign != null ? foreign : billed(head, forward(head, model));
    }

    private Decision billed(RequestHead head, Decision decision) {
        List<Header> billed = vertex.projects().billed(head);
        return billed.isEmpty() || !(decision instanceof Decision.Forward forward) ? decision : forward.putting(billed);
    }

    private Decision forward(RequestHead head, @Nullable String model) {
        GenAiPath path = GenAiPath.of(head.path());
        ModelResource resource = ModelResource.of(model);
        String query = removal.query(head.query());
        return switch (Detection.of(head, path).with(resource)) {
            case VERTEX -> vertexRewriter.decide(head, path, query);
            case VERTEX_RESHAPED -> vertexRewriter.reshape(path, query, resource);
            case GEMINI, OPEN -> gemini(path, head, query);
        };
    }

    private Decision gemini(GenAiPath path, RequestHead head, @Nullable String query) {
        Refusal missing = Proof.missing(key);
        if (missing != null) {
            return missing;
        }
        return new Decision.Forward(
                "gemini",
                Proof.name(key),
                gemini,
                Query.target(head.path(), query),
                isOpenAiShaped(path)
                        ? Proof.bearer(key.credential())
                        : Proof.inSlots(key.credential(), "x-goog-api-key"),
                isSigned(head) ? ResponseEdits.NONE : uploads);
    }

    private static boolean isOpenAiShaped(GenAiPath path) {
        return path.rest().equals("/openai") || path.rest().startsWith("/openai/");
    }

    /** Sends chunks, asks how far the upload is or ends it; beginning another one takes a gateway key again. */
    @Override
    public boolean admits(RequestHead sent) {
        RequestHead head = CollapsedHead.of(sent);
        return head.path().startsWith("/upload/")
                && UPLOAD_METHODS.contains(head.method())
                && !beginsUpload(head)
                && pass.opens(head.path(), head.query());
    }

    private static boolean beginsUpload(RequestHead head) {
        String command = head.header("x-goog-upload-command");
        return command != null && command.toLowerCase(Locale.ROOT).contains("start");
    }

    /** A signed URL cannot be traded for a fresh one. */
    private static boolean isSigned(RequestHead head) {
        return Query.first(head.query(), UploadPass.PARAMETER) != null;
    }

    @Override
    public Removal removal() {
        return removal;
    }

    @Override
    public ErrorEnvelope envelope(RequestHead head) {
        return isOpenAiShaped(GenAiPath.of(head.path())) ? ErrorEnvelope.OPENAI : ErrorEnvelope.GOOGLE;
    }
}
