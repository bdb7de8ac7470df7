package dev.gangway.gateway;

import dev.gangway.config.ObserveConfig;
import dev.gangway.config.ObserveConfig.RecordFileConfig;
import dev.gangway.observe.Dispatcher;
import dev.gangway.observe.ExchangeListener;
import dev.gangway.observe.ExchangeLog;
import dev.gangway.observe.RecordFile;
import dev.gangway.observe.Telemetry;
import dev.gangway.servlet.OwnPage;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that watches the exchanges of one servlet, from its start to its stop. */
final class Observers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Observers.class);

    private final Telemetry telemetry;
    private final List<ExchangeListener> listeners;
    private final @Nullable Metrics metrics;

    private Observers(Telemetry telemetry, List<ExchangeListener> listeners, @Nullable Metrics metrics) {
        this.telemetry = telemetry;
        this.listeners = listeners;
        this.metrics = metrics;
    }

    /**
     * Starts what {@code config} asks for.
     *
     * @throws IOException if a file cannot be written; the message names the setting
     */
    static Observers start(ObserveConfig config, ServletContext context, String servlet) throws IOException {
        List<ExchangeListener> listeners = new ArrayList<>();
        listeners.add(new ExchangeLog());
        RecordFile file = config.file() == null ? null : open(config.file());
        if (file != null) {
            listeners.add(file);
        }
        Metrics metrics = Libraries.has(Libraries.MICROMETER) ? Metrics.of(context, config.names()) : null;
        if (metrics != null) {
            listeners.add(metrics.listener());
        }
        Dispatcher dispatcher = Dispatcher.start(listeners);
        Telemetry telemetry = new Telemetry(dispatcher, () -> exchange -> {});
        if (metrics != null) {
            metrics.watch(servlet, telemetry, dispatcher, file);
        }
        return new Observers(telemetry, listeners, metrics);
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

    Telemetry telemetry() {
        return telemetry;
    }

    /** The page of the metrics; null where there are none, or where the host shows them. */
    @Nullable OwnPage metricsPage() {
        return metrics == null ? null : metrics.page();
    }

    @Override
    public void close() {
        telemetry.close();
        listeners.forEach(Observers::close);
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
