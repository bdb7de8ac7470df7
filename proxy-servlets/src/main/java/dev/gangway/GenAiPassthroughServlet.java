package dev.gangway;

import dev.gangway.gateway.NamedServlet;

/** Passes Google GenAI (Gemini and Vertex) traffic through, usable alone from a {@code web.xml}. See {@link NamedServlet} for init parameters. */
public final class GenAiPassthroughServlet extends NamedServlet {

    /** For the container. */
    public GenAiPassthroughServlet() {
        super(Kind.GENAI);
    }
}
