package dev.gangway.provider.genai;

import dev.gangway.provider.RequestHead;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells Vertex from Gemini. The first rule that matches wins. */
enum Detection {
    /** Vertex, and so the path says. */
    VERTEX,
    /** Vertex, with a path of Gemini's shape. */
    VERTEX_RESHAPED,
    GEMINI,
    /** Only the body's model can tell. */
    OPEN;

    /** Rules 1 to 4: what path and token alone decide. */
    static Detection of(RequestHead head, GenAiPath path) {
        if (path.isPublisher() || path.location() != null || head.path().startsWith("/ws/google.cloud.aiplatform.")) {
            return VERTEX;
        }
        if ("v1beta1".equals(path.version())) {
            return VERTEX;
        }
        if (path.upload() || head.path().startsWith("/ws/google.ai.generativelanguage.")) {
            return GEMINI;
        }
        return hasGoogleToken(head) ? VERTEX_RESHAPED : OPEN;
    }

    /** Rule 5, then 6: a body model that is a Vertex resource name; else Gemini. */
    Detection with(@Nullable ModelResource resource) {
        if (this != OPEN) {
            return this;
        }
        return resource != null ? VERTEX_RESHAPED : GEMINI;
    }

    /** {@code ya29.} is how Google's OAuth access tokens start. */
    private static boolean hasGoogleToken(RequestHead head) {
        String authorization = head.header("authorization");
        return authorization != null
                && authorization.toLowerCase(Locale.ROOT).startsWith("bearer ")
                && authorization.substring("bearer ".length()).strip().startsWith("ya29.");
    }
}
