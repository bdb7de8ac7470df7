package dev.gangway;

import dev.gangway.gateway.NamedServlet;

/** Passes OpenAI traffic through, usable alone from a {@code web.xml}. See {@link NamedServlet} for init parameters. */
public final class OpenAiPassthroughServlet extends NamedServlet {

    /** For the container. */
    public OpenAiPassthroughServlet() {
        super(Kind.OPENAI);
    }
}
