package dev.gangway.gateway;

import dev.gangway.config.GatewayConfig;
import dev.gangway.config.ObserveConfig.BodiesConfig;
import dev.gangway.config.ObserveConfig.RecordFileConfig;
import dev.gangway.config.RouteConfig;
import dev.gangway.config.RouteConfig.ClientAuth;
import dev.gangway.observe.BodyRules;
import dev.gangway.observe.Dispatcher;
import dev.gangway.observe.ExchangeListener;
import dev.gangway.observe.ExchangeLog;
import dev.gangway.observe.InFlight;
import dev.gangway.observe.InFlight.Leg;
import dev.gangway.observe.RecordFile;
import dev.gangway.observe.Redaction;
import dev.gangway.observe.SecretForms;
import dev.gangway.observe.Telemetry;
import dev.gangway.observe.jmx.Beans;
import dev.gangway.observe.jmx.RouteBeans;
import dev.gangway.observe.otel.SpanAttributes;
import dev.gangway.servlet.OwnPage;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that watches the exchanges of one servlet, from its start to its stop. */
final class Observers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Observers.class);

    private final String servlet;
    private final Predicate<RouteConfig> served;
    private final Telemetry telemetry;
    private final List<ExchangeListener> listeners;
    private final Beans beans;
    private final RouteBeans routes;
    private final @Nullable RecordFile file;
    private final @Nullable Metrics metrics;

    private Observers(
            String servlet,
            Predicate<RouteConfig> served,
            Telemetry telemetry,
            List<ExchangeListener> listeners,
            Beans beans,
            RouteBeans routes,
            @Nullable RecordFile file,
            @Nullable Metrics metrics) {
        this.servlet = servlet;
        this.served = served;
        this.telemetry = telemetry;
        this.listeners = listeners;
        this.beans = beans;
        this.routes = routes;
        this.file = file;
        this.metrics = metrics;
    }

    /**
     * Starts what {@code config} asks for.
     *
     * @throws IOException if a file cannot be written; the message names the setting
     */
    static Observers start(
            GatewayConfig config,
            Predicate<RouteConfig> served,
            ServletContext context,
            String servlet,
            List<ExchangeListener> more)
            throws IOException {
        List<ExchangeListener> listeners = new ArrayList<>();
        try {
            return start(config, served, context, servlet, more, listeners);
        } catch (IOException | RuntimeException | LinkageError e) {
            listeners.forEach(Observers::close);
            throw e;
        }
    }

    /** Whatever has to be closed is in {@code listeners} as soon as it is there. */
    private static Observers start(
            GatewayConfig config,
            Predicate<RouteConfig> served,
            ServletContext context,
            String servlet,
            List<ExchangeListener> more,
            List<ExchangeListener> listeners)
            throws IOException {
        listeners.add(new ExchangeLog());
        RecordFileConfig where = config.observe().file();
        RecordFile file = where == null ? null : open(where);
        if (file != null) {
            listeners.add(file);
        }
        Metrics metrics = Libraries.has(Libraries.MICROMETER)
                ? Metrics.of(context, config.observe().names())
                : null;
        if (metrics != null) {
            listeners.add(metrics.listener());
        }
        InFlight inFlight = new InFlight();
        Beans beans = new Beans(context.getContextPath());
        RouteBeans routes = new RouteBeans(beans, inFlight);
        listeners.add(routes);
        listeners.addAll(more);
        Dispatcher dispatcher = Dispatcher.of(listeners);
        Telemetry telemetry = new Telemetry(dispatcher, spans(), inFlight);
        if (metrics != null) {
            metrics.watch(servlet, telemetry, dispatcher, file);
        }
        Observers observers = new Observers(servlet, served, telemetry, listeners, beans, routes, file, metrics);
        observers.serve(config);
        dispatcher.start();
        return observers;
    }

    /** Shows how {@code reloader} fares. */
    void watch(Reloader reloader) {
        beans.register("Configuration", "servlet=" + ObjectName.quote(servlet), reloader);
        if (metrics != null) {
            metrics.watch(servlet, reloader);
        }
    }

    /** From now on there is an MBean for each route of {@code config}. */
    void serve(GatewayConfig config) {
        routes.serve(legs(config));
    }

    /** Asked on every request's thread, where the host's span is current. */
    private static Supplier<ExchangeListener> spans() {
        ExchangeListener none = exchange -> {};
        return Libraries.has(Libraries.OPENTELEMETRY) ? SpanAttributes::current : () -> none;
    }

    /** What is kept of bodies, which no other than the file of records holds. */
    private Map<String, BodyRules> bodies(GatewayConfig config) {
        if (file == null) {
            return Map.of();
        }
        Map<String, BodyRules> rules = new HashMap<>();
        List<SecretForms> secrets = SecretForms.of(ConfiguredSecrets.of(config));
        for (RouteConfig route : config.routes()) {
            BodiesConfig bodies = route.bodies();
            if (bodies != null) {
                Redaction redaction = Redaction.of(secrets, bodies.redact());
                rules.put(
                        route.path(),
                        new BodyRules(bodies.limit(), bodies.sample(), redaction, bodies.request(), bodies.response()));
            }
        }
        return rules;
    }

    private List<Leg> legs(GatewayConfig config) {
        List<Leg> legs = new ArrayList<>();
        for (RouteConfig route : config.routes()) {
            if (served.test(route)) {
                if (route.clientAuth() == ClientAuth.FORWARD) {
                    legs.add(new Leg(route.path(), RouteFactory.CLIENT));
                }
                route.keys().forEach(key -> legs.add(new Leg(route.path(), key.name())));
                if (route.vertex() != null) {
                    route.vertex().keys().forEach(key -> legs.add(new Leg(route.path(), key.name())));
                }
            }
        }
        return legs;
    }

    private static RecordFile open(RecordFileConfig config) throws IOException {
        try {
            return RecordFile.open(config.path(), config.maxSize(), config.keep());
        } catch (IOException e) {
            throw new IOException(
                    "records.file: " + config.path().toAbsolutePath() + " cannot be written ("
                            + e.getClass().getSimpleName() + "); name another file, or let this user write there",
                    e);
        }
    }

    /** For exchanges with {@code config}. */
    Telemetry telemetry(GatewayConfig config) {
        return telemetry.keeping(bodies(config));
    }

    /** The page of the metrics; null where there are none, or where the host shows them. */
    @Nullable OwnPage metricsPage() {
        return metrics == null ? null : metrics.page();
    }

    @Override
    public void close() {
        telemetry.close();
        listeners.forEach(Observers::close);
        beans.close();
    }

    private static void close(ExchangeListener listener) {
        if (listener instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                LOG.warn(
                        "{} could not be closed: {}",
                        listener.getClass().getName(),
                        e.getClass().getName());
            }
        }
    }
}
