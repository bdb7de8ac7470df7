package dev.gangway.gateway;

import dev.gangway.observe.ExchangeListener;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.jspecify.annotations.Nullable;

/**
 * What a program that has the gateway inside gives it.
 *
 * @param file the configuration, or null
 * @param yaml the configuration itself, or null
 * @param variables for {@code ${NAME}}, before the environment and the system properties
 * @param listeners told of every exchange, besides those that are found on the class path
 * @param meterRegistry Micrometer's, for the gateway's metrics; null for the servlet context's, or one of its own
 */
public record Embedding(
        @Nullable Path file,
        @Nullable String yaml,
        Map<String, String> variables,
        List<ExchangeListener> listeners,
        @Nullable Object meterRegistry) {

    public Embedding {
        variables = Map.copyOf(variables);
        listeners = List.copyOf(listeners);
    }

    /** A servlet that serves all routes. */
    public EmbeddedServlet servlet() {
        return new EmbeddedServlet(this);
    }

    /** The same as the only servlet of a context, which starts with it: so a mistake in the configuration stops the start. */
    public ServletContextHandler context(String path) {
        ServletHolder holder = new ServletHolder("gangway", servlet());
        holder.setInitOrder(1);
        ServletContextHandler context = new ServletContextHandler(path);
        context.addServlet(holder, "/*");
        return context;
    }

    /** Not what variables hold. */
    @Override
    public String toString() {
        return "Embedding[file=" + file + "]";
    }
}
