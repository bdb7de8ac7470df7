package dev.gangway.gateway;

import org.eclipse.jetty.ee10.servlet.ServletChannel;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Attributes;

/**
 * A request whose listeners are called by the thread that selects its connection where nobody else is about to, as for the
 * first time. Jetty would wake a pooled one; until that came, the answer's first bytes would lie in a buffer.
 */
final class SelectingChannel extends ServletChannel {

    private static final String CACHED = ServletChannel.class.getName();

    private final ManagedSelector selector;

    private SelectingChannel(ServletContextHandler context, Request request, ManagedSelector selector) {
        super(context, request);
        this.selector = selector;
    }

    /** Makes it the channel that Jetty keeps for {@code request}'s connection, if a {@link SelectingHttp} has made that. */
    static void use(ServletContextHandler context, Request request) {
        ManagedSelector selector =
                SelectingHttp.selector(request.getConnectionMetaData().getConnection());
        Attributes cache = request.getComponents().getCache();
        if (selector != null && !(cache.getAttribute(CACHED) instanceof SelectingChannel)) {
            cache.setAttribute(CACHED, new SelectingChannel(context, request, selector));
        }
    }

    @Override
    protected void execute(Runnable task) {
        if (selector.getSelector() == null) {
            super.execute(task); // It has stopped, and does nothing any more.
        } else {
            selector.submit(ignored -> getContext().run(task));
        }
    }
}
