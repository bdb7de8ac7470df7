package dev.gangway.gateway;

import dev.gangway.config.ConfigException;
import dev.gangway.config.GatewayConfig;
import dev.gangway.config.RouteConfig;
import dev.gangway.servlet.OwnPage;
import dev.gangway.servlet.Passthrough;
import dev.gangway.servlet.PassthroughServlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.UnavailableException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A passthrough servlet that takes its routes from a configuration. */
public abstract class GatewayServlet extends PassthroughServlet {

    private transient @Nullable Observers observers;
    private final AtomicBoolean ready = new AtomicBoolean();

    /** Gives the configuration to serve. */
    protected abstract GatewayConfig load() throws ConfigException, ServletException;

    /** Whether this servlet serves {@code route} of the configuration. */
    boolean serves(RouteConfig route) {
        return true;
    }

    /** What an operator sets for the route of that index, for messages. */
    String setting(int index) {
        return "routes[" + index + "]";
    }

    @Override
    public void init() throws ServletException {
        boolean started = false;
        try {
            super.init();
            started = true;
        } finally {
            if (!started) {
                closeObservers();
            }
        }
    }

    @Override
    protected final Passthrough configure() throws ServletException {
        try {
            GatewayConfig config = load();
            Banner.print(config, this::serves);
            Observers watching = Observers.start(config, this::serves, getServletContext(), getServletName());
            observers = watching;
            ready.set(Health.canServe(config));
            return Assembly.assemble(config, this::serves, this::setting, watching.telemetry());
        } catch (ConfigException e) {
            throw refusal("Gangway cannot use its configuration " + e.getMessage(), e);
        } catch (IOException e) {
            throw refusal("Gangway cannot start: " + e.getMessage(), e);
        }
    }

    @Override
    protected Map<String, OwnPage> pages() {
        Map<String, OwnPage> pages = new HashMap<>();
        pages.put("/gangway/health", Health.live());
        pages.put("/gangway/ready", Health.ready(ready::get));
        OwnPage metrics = observers == null ? null : observers.metricsPage();
        if (metrics != null) {
            pages.put("/gangway/metrics", metrics);
        }
        return pages;
    }

    /** The observers go last: exchanges that the stop breaks off still tell them of their end. */
    @Override
    public void destroy() {
        ready.set(false);
        super.destroy();
        closeObservers();
    }

    private void closeObservers() {
        if (observers != null) {
            observers.close();
        }
    }

    /** Jetty then does not start; of an unavailable servlet it would say nothing. Others would try again at every request. */
    final ServletException refusal(String message, @Nullable Exception cause) {
        boolean jetty = getServletContext().getServerInfo().startsWith("jetty/");
        ServletException refusal = jetty ? new ServletException(message) : new UnavailableException(message);
        refusal.initCause(cause);
        return refusal;
    }
}
