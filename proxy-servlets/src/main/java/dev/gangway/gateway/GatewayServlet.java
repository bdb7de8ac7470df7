package dev.gangway.gateway;

import dev.gangway.config.ConfigException;
import dev.gangway.config.GatewayConfig;
import dev.gangway.config.RouteConfig;
import dev.gangway.observe.ExchangeListener;
import dev.gangway.servlet.OwnPage;
import dev.gangway.servlet.Passthrough;
import dev.gangway.servlet.PassthroughServlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.UnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A passthrough servlet that takes its routes from a configuration. */
public abstract class GatewayServlet extends PassthroughServlet {

    private static final Logger LOG = LoggerFactory.getLogger("dev.gangway");

    private transient @Nullable Observers observers;
    private transient @Nullable Reloader reloader;
    private final AtomicBoolean ready = new AtomicBoolean();

    /** Gives the configuration to serve, again whenever it may have changed; tells {@code files} of what it reads. */
    protected abstract GatewayConfig load(Consumer<Path> files) throws ConfigException, ServletException;

    /** Whether this servlet serves {@code route} of the configuration. */
    boolean serves(RouteConfig route) {
        return true;
    }

    /** What an operator sets for the route of that index, for messages. */
    String setting(int index) {
        return "routes[" + index + "]";
    }

    /** Who is told of exchanges, besides the gateway's own. */
    List<ExchangeListener> listeners() {
        return Listeners.find(getServletContext().getClassLoader());
    }

    @Override
    public void init() throws ServletException {
        boolean started = false;
        try {
            super.init();
            if (reloader != null) {
                reloader.watch();
            }
            started = true;
        } finally {
            if (!started) {
                destroy();
            }
        }
    }

    @Override
    protected final Passthrough configure() throws ServletException {
        try {
            Assembly assembly = new Assembly(this::serves, this::setting, tokenHttp());
            Reloader current = new Reloader(this::load, (next, before) -> serve(assembly, next, before));
            reloader = current;
            GatewayConfig config = current.config();
            Banner.print(config, this::serves);
            Observers watching =
                    Observers.start(config, this::serves, getServletContext(), getServletName(), listeners());
            observers = watching;
            watching.watch(current);
            ready.set(Health.canServe(config));
            return assembly.assemble(config, watching.telemetry(config));
        } catch (ConfigException e) {
            throw refusal("Gangway cannot use its configuration " + e.getMessage(), e);
        } catch (IOException e) {
            throw refusal("Gangway cannot start: " + e.getMessage(), e);
        }
    }

    /** Once the routes are replaced nothing fails: that would say that those before are still in force. */
    private void serve(Assembly assembly, GatewayConfig next, GatewayConfig before) throws ServletException {
        Observers watching = Objects.requireNonNull(observers);
        assembly.replace(before, next, watching.telemetry(next), this::replace);
        try {
            ready.set(Health.canServe(next));
            watching.serve(next);
            announce(next, before);
        } catch (RuntimeException | LinkageError e) {
            LOG.error(
                    "The changed configuration is in force, but its MBeans or log lines may not be: {}",
                    e.getClass().getName());
        }
    }

    private void announce(GatewayConfig next, GatewayConfig before) {
        Set<RouteConfig> known = new HashSet<>(before.routes());
        Banner.print(next, route -> serves(route) && !known.contains(route));
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
        if (reloader != null) {
            reloader.close();
        }
        super.destroy();
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
