package dev.gangway.gateway;

import dev.gangway.config.ConfigException;
import dev.gangway.config.GatewayConfig;
import dev.gangway.observe.jmx.ConfigurationMXBean;
import jakarta.servlet.ServletException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a servlet's configuration as its files say. One with mistakes is reported, and the one before stays in force. */
final class Reloader implements ConfigurationMXBean, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("dev.gangway");

    /** Reads the configuration. */
    @FunctionalInterface
    interface Source {

        /** Tells {@code files} of every file before it is read. */
        GatewayConfig load(Consumer<Path> files) throws ConfigException, ServletException;
    }

    /** Puts a configuration in force. */
    @FunctionalInterface
    interface Target {

        /** Serves {@code next} in place of {@code before}; where this fails, nothing has changed. */
        void serve(GatewayConfig next, GatewayConfig before) throws ServletException;
    }

    /**
     * What is so now.
     *
     * @param read what was read last
     * @param config what is in force
     * @param problem why {@code read} is not; null where it is
     */
    private record State(
            ReadFiles read,
            GatewayConfig config,
            Instant loaded,
            @Nullable String problem,
            long reloads,
            long failures) {

        State served(ReadFiles by, GatewayConfig next) {
            return new State(by, next, Instant.now(), null, reloads + 1, failures);
        }

        State failed(ReadFiles by, String why) {
            return new State(by.isEmpty() ? read.again() : by, config, loaded, why, reloads, failures + 1);
        }
    }

    private final Source source;
    private final Target target;
    private final GatewayConfig started;
    private final @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();
    private volatile State state;
    private @Nullable FileWatch watch;
    private boolean closed;

    /** Reads the configuration to start with; {@code target} is only asked for later ones. */
    Reloader(Source source, Target target) throws ConfigException, ServletException {
        this.source = source;
        this.target = target;
        ReadFiles files = new ReadFiles();
        this.started = source.load(files);
        this.state = new State(files, started, Instant.now(), null, 0, 0);
    }

    /** What is in force. */
    GatewayConfig config() {
        return state.config();
    }

    /** Watches the files, if that is wanted and there are any. */
    void watch() {
        if (started.reload() == GatewayConfig.Reload.WATCH && !state.read().isEmpty()) {
            watch = FileWatch.start(() -> state.read(), this::reload);
        }
    }

    @Override
    public synchronized String reload() {
        if (closed) {
            return "the servlet has been stopped";
        }
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(
                loader); // JNDI entries belong to the web application; a JMX call comes from elsewhere
        try {
            String problem = tryReload();
            return problem == null ? "ok" : problem;
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private @Nullable String tryReload() {
        ReadFiles files = new ReadFiles();
        State before = state;
        try {
            GatewayConfig next = source.load(files);
            target.serve(next, before.config());
            state = before.served(files, next);
        } catch (ConfigException | ServletException e) {
            fail(before, files, String.valueOf(e.getMessage()));
        } catch (RuntimeException | LinkageError e) {
            fail(before, files, e.getClass().getName()); // Its words may hold a value.
        }
        if (state.problem() == null) {
            tell();
        }
        return state.problem();
    }

    /** The configuration is in force, whatever comes of saying so. */
    private void tell() {
        try {
            LOG.info("The configuration was read again; {} routes", getRoutes());
            List<String> settings = getRestartNeeded();
            if (!settings.isEmpty()) {
                LOG.warn("Changed, but in force only after a restart: {}", String.join(", ", settings));
            }
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("What a reload changed could not be told: {}", e.getClass().getName());
        }
    }

    private void fail(State before, ReadFiles files, String problem) {
        state = before.failed(files, problem);
        LOG.error("The changed configuration is not usable; the one before stays in force. {}", problem);
    }

    @Override
    public List<String> getFiles() {
        return state.read().paths();
    }

    @Override
    public String getLoaded() {
        return state.loaded().toString();
    }

    @Override
    public int getRoutes() {
        return config().routes().size();
    }

    @Override
    public boolean isCurrent() {
        return state.problem() == null;
    }

    @Override
    public String getProblems() {
        String problem = state.problem();
        return problem == null ? "" : problem;
    }

    @Override
    public List<String> getRestartNeeded() {
        return Restart.needed(started, config());
    }

    @Override
    public long getReloads() {
        return state.reloads();
    }

    @Override
    public long getReloadFailures() {
        return state.failures();
    }

    /** The watch may be reading: it is waited for without holding what it needs. */
    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
        synchronized (this) {
            closed = true;
        }
    }
}
