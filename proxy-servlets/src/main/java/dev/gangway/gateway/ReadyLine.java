package dev.gangway.gateway;

import dev.gangway.config.ConfigException;
import java.io.PrintStream;
import java.net.BindException;
import java.util.function.IntConsumer;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.ShutdownThread;
import org.jspecify.annotations.Nullable;

/**
 * Tells a launcher how the start of a {@link Server} ended: {@code gangway ready http://HOST:PORT} on standard output, or
 * why not on standard error, without a stack trace where an operator can mend it, and exit status 1. Does nothing
 * unless enabled; {@code etc/gangway-ee10.xml} enables it with the property {@code gangway.ready-line}.
 */
public final class ReadyLine implements LifeCycle.Listener {
    private final PrintStream out;
    private final PrintStream err;
    private final IntConsumer exit;
    private boolean enabled;

    @SuppressWarnings("SystemOut") // the launcher's promise to whoever started it
    public ReadyLine() {
        this(System.out, System.err, System::exit);
    }

    ReadyLine(PrintStream out, PrintStream err, IntConsumer exit) {
        this.out = out;
        this.err = err;
        this.exit = exit;
    }

    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    @Override
    public void lifeCycleStarted(LifeCycle event) {
        if (enabled && event instanceof Server server) {
            out.println("gangway ready " + address(server));
            out.flush();
        }
    }

    @Override
    public void lifeCycleFailure(LifeCycle event, Throwable failure) {
        if (!enabled) {
            return;
        }
        ConfigException config = cause(failure, ConfigException.class);
        BindException bind = cause(failure, BindException.class);
        if (config != null) {
            err.println(config.getMessage());
        } else if (bind != null) {
            err.println("gangway: cannot listen on " + listening(event) + ": " + bind.getMessage());
        } else {
            failure.printStackTrace(err);
        }
        err.flush();
        // The shutdown hook would complain about a server that is only half started.
        ShutdownThread.deregister(event);
        exit.accept(1);
    }

    private static <T extends Throwable> @Nullable T cause(Throwable failure, Class<T> type) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return type.cast(t);
            }
        }
        return null;
    }

    private static String address(Server server) {
        NetworkConnector connector = connector(server);
        if (connector == null) {
            return "(no network connector)";
        }
        boolean secure = connector.getProtocols().contains("ssl");
        return (secure ? "https://" : "http://") + host(connector) + ":" + connector.getLocalPort();
    }

    private static String listening(LifeCycle event) {
        NetworkConnector connector = event instanceof Server server ? connector(server) : null;
        return connector == null ? "the configured address" : host(connector) + ":" + connector.getPort();
    }

    private static @Nullable NetworkConnector connector(Server server) {
        for (Connector connector : server.getConnectors()) {
            if (connector instanceof NetworkConnector network) {
                return network;
            }
        }
        return null;
    }

    private static String host(NetworkConnector connector) {
        String host = connector.getHost();
        if (host == null) {
            return "localhost";
        }
        return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
    }
}
