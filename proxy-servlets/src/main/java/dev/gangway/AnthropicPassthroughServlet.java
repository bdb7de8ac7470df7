package dev.gangway;

import dev.gangway.gateway.NamedServlet;

/** Passes Anthropic traffic through, usable alone from a {@code web.xml}. See {@link NamedServlet} for init parameters. */
public final class AnthropicPassthroughServlet extends NamedServlet {

    /** For the container. */
    public AnthropicPassthroughServlet() {
        super(Kind.ANTHROPIC);
    }
}
