package dev.gangway;

import dev.gangway.gateway.Embedding;
import dev.gangway.observe.ExchangeListener;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServlet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.jspecify.annotations.Nullable;

/**
 * The gateway inside a program that has a Jetty of its own:
 *
 * <pre>{@code
 * ServletContextHandler context = Gangway.builder()
 *         .config(Path.of("gangway.yaml"))
 *         .buildContext("/llm");
 * }</pre>
 *
 * <p>{@code docs/embedding.md} says what the server's connectors should allow.
 */
public final class Gangway {

    private Gangway() {}

    /** Begins with the configuration that {@link GangwayServlet} finds where nothing names one. */
    public static Builder builder() {
        return new Builder();
    }

    /** What goes into a gateway. Each setting may be left out; a builder may be used several times, by one thread. */
    public static final class Builder {

        private final Map<String, String> variables = new HashMap<>();
        private final List<ExchangeListener> listeners = new ArrayList<>();
        private @Nullable Path file;
        private @Nullable String yaml;
        private @Nullable MeterRegistry registry;

        private Builder() {}

        /**
         * Takes the configuration from a file, which is read when the servlet starts, and again when it changes.
         *
         * @param file absolute, or relative to the working directory; in place of {@link #yaml}
         */
        public Builder config(Path file) {
            this.file = Objects.requireNonNull(file, "file");
            this.yaml = null;
            return this;
        }

        /**
         * Takes the configuration from a text, which is read when the servlet starts.
         *
         * @param yaml as it would stand in a file; in place of {@link #config}
         */
        public Builder yaml(String yaml) {
            this.yaml = Objects.requireNonNull(yaml, "yaml");
            this.file = null;
            return this;
        }

        /**
         * Sets what {@code ${name}} stands for in the configuration, before the environment and the system properties: so keys
         * need not be in either.
         *
         * @param value may be empty, which counts as not set; never logged
         */
        public Builder variable(String name, String value) {
            variables.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
            return this;
        }

        /**
         * Has {@code listener} told of every exchange, when it is over, on a thread that serves no requests. It is closed when the
         * servlet stops, if it is {@link AutoCloseable}.
         */
        public Builder listener(ExchangeListener listener) {
            listeners.add(Objects.requireNonNull(listener, "listener"));
            return this;
        }

        /**
         * Counts in the host's registry. It becomes the attribute {@code io.micrometer.core.instrument.MeterRegistry} of the
         * servlet context, and is not closed. Without one the gateway makes its own, where Micrometer's Prometheus registry is on
         * the class path.
         */
        public Builder meterRegistry(MeterRegistry registry) {
            this.registry = Objects.requireNonNull(registry, "registry");
            return this;
        }

        /**
         * Builds a servlet for a context of the host's: with {@code asyncSupported}, mapped to {@code /*} or to its routes' paths,
         * and with an init order, so that it starts with the server. A mistake in the configuration fails its {@code init}, and the
         * message lists all.
         *
         * @return a new servlet, of which one {@code ServletHolder} can be made
         */
        public HttpServlet build() {
            return embedding().servlet();
        }

        /**
         * Builds a context with that servlet alone; filters, a security handler and more may be added before it is started. A
         * mistake in the configuration fails its start.
         *
         * @param contextPath {@code /}, or such as {@code /llm}: clients' base URLs begin with it, routes' paths do not
         * @return a new handler for a server
         */
        public ServletContextHandler buildContext(String contextPath) {
            return embedding().context(contextPath);
        }

        private Embedding embedding() {
            return new Embedding(file, yaml, variables, listeners, registry);
        }
    }
}
