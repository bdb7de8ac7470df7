package dev.gangway.gateway;

import dev.gangway.config.ConfigException;
import dev.gangway.config.GatewayConfig;
import dev.gangway.config.RouteConfig;
import dev.gangway.observe.ExchangeLog;
import dev.gangway.servlet.Passthrough;
import dev.gangway.servlet.PassthroughServlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.UnavailableException;
import org.jspecify.annotations.Nullable;

/** A passthrough servlet that takes its routes from a configuration. */
public abstract class GatewayServlet extends PassthroughServlet {

    /** Gives the configuration to serve. */
    protected abstract GatewayConfig load() throws ConfigException, ServletException;

    /** Whether this servlet serves {@code route} of the configuration. */
    boolean serves(RouteConfig route) {
        return true;
    }

    @Override
    protected final Passthrough configure() throws ServletException {
        try {
            GatewayConfig config = load();
            Banner.print(config, this::serves);
            return Assembly.assemble(config, this::serves, new ExchangeLog());
        } catch (ConfigException e) {
            throw refusal("Gangway cannot use its configuration " + e.getMessage(), e);
        }
    }

    /** Jetty then does not start; of an unavailable servlet it would say nothing. Others would try again at every request. */
    final ServletException refusal(String message, @Nullable ConfigException cause) {
        boolean jetty = getServletContext().getServerInfo().startsWith("jetty/");
        ServletException refusal = jetty ? new ServletException(message) : new UnavailableException(message);
        refusal.initCause(cause);
        return refusal;
    }
}
