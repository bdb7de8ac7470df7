package dev.gangway.gateway;

import dev.gangway.config.ObserveConfig;
import dev.gangway.config.ObserveConfig.RecordFileConfig;
import dev.gangway.observe.Dispatcher;
import dev.gangway.observe.ExchangeListener;
import dev.gangway.observe.ExchangeLog;
import dev.gangway.observe.RecordFile;
import dev.gangway.observe.Telemetry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that watches the exchanges of one servlet, from its start to its stop. */
final class Observers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Observers.class);

    private final Telemetry telemetry;
    private final List<ExchangeListener> listeners;

    private Observers(Telemetry telemetry, List<ExchangeListener> listeners) {
        this.telemetry = telemetry;
        this.listeners = listeners;
    }

    /**
     * Starts what {@code config} asks for.
     *
     * @throws IOException if a file cannot be written; the message names the setting
     */
    static Observers start(ObserveConfig config) throws IOException {
        List<ExchangeListener> listeners = new ArrayList<>();
        listeners.add(new ExchangeLog());
        if (config.file() != null) {
            listeners.add(open(config.file()));
        }
        Telemetry telemetry = new Telemetry(Dispatcher.start(listeners), () -> exchange -> {});
        return new Observers(telemetry, listeners);
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
