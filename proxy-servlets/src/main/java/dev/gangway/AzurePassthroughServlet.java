package dev.gangway;

import dev.gangway.gateway.NamedServlet;

/** Passes Azure OpenAI traffic through, usable alone from a {@code web.xml}. See {@link NamedServlet} for init parameters. */
public final class AzurePassthroughServlet extends NamedServlet {

    /** For the container. */
    public AzurePassthroughServlet() {
        super(Kind.AZURE);
    }
}
