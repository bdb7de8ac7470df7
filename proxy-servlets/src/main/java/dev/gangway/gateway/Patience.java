package dev.gangway.gateway;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.http2.server.AbstractHTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.Graceful;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * Lets HTTP/2 streams fall silent for as long as a model thinks. A bean of the {@link Server}; HTTP/1.1 needs none of it.
 *
 * <ul>
 *   <li>A stream that outlives its idle time, Jetty's default is the connector's 30 s, is let go once while its request
 *       runs; the second time it is reset ({@code HttpStreamOverHTTP2.onTimeout}). So its idle time is made longer.
 *   <li>Once the server stops, Jetty gives every connection one second of idle time, to be rid of those that only wait for
 *       a next request. An HTTP/1.1 connection with a running request outlives that; an HTTP/2 connection is closed with
 *       all its streams. All other connections keep the connectors' haste.
 * </ul>
 */
public final class Patience implements Graceful, LifeCycle.Listener {
    private static final long NONE = -1;
    private static final Set<String> HTTP2 = Set.of("h2", "h2c");

    private final Map<AbstractConnector, Long> haste = new ConcurrentHashMap<>();
    private long streamIdleTimeout = 900_000;
    private volatile boolean stopping;

    /** For HTTP/2 streams, in milliseconds, where a connector has no setting of its own. */
    public void setStreamIdleTimeout(long streamIdleTimeout) {
        this.streamIdleTimeout = streamIdleTimeout;
    }

    @Override
    public void lifeCycleStarting(LifeCycle event) {
        if (event instanceof Server server) {
            for (Connector connector : server.getConnectors()) {
                connector.getConnectionFactories().stream()
                        .filter(factory -> factory.getProtocols().stream().anyMatch(HTTP2::contains))
                        .forEach(factory -> Http2.lengthen(factory, streamIdleTimeout));
            }
        }
    }

    /** After the start: the graceful module's handler sets the connectors' value while it starts. */
    @Override
    public void lifeCycleStarted(LifeCycle event) {
        stopping = false;
        if (event instanceof Server server) {
            for (Connector connector : server.getConnectors()) {
                if (connector instanceof AbstractConnector hasty) {
                    haste.putIfAbsent(hasty, hasty.getShutdownIdleTimeout());
                    hasty.setShutdownIdleTimeout(NONE);
                }
            }
        }
    }

    @Override
    public CompletableFuture<Void> shutdown() {
        stopping = true;
        haste.forEach(Patience::hasten);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public boolean isShutdown() {
        return stopping;
    }

    private static void hasten(AbstractConnector connector, long idle) {
        long patience = connector.getServer().getStopTimeout();
        for (EndPoint endPoint : connector.getConnectedEndPoints()) {
            if (isBusyHttp2(endPoint)) {
                endPoint.setIdleTimeout(Math.max(patience, endPoint.getIdleTimeout()));
            } else if (idle >= 0) {
                endPoint.setIdleTimeout(idle);
            }
        }
    }

    /** A connection without streams only waits for a next request, and not every client closes it when told to. */
    private static boolean isBusyHttp2(EndPoint endPoint) {
        Connection connection = endPoint.getConnection();
        if (connection instanceof SslConnection ssl) {
            connection = ssl.getSslEndPoint().getConnection();
        }
        // By name first: Jetty's HTTP/2 need not be there.
        return connection != null
                && connection.getClass().getName().startsWith("org.eclipse.jetty.http2.")
                && Http2.isBusy(connection);
    }

    /** Apart, for where Jetty's HTTP/2 is not there. */
    private static final class Http2 {
        static boolean isBusy(Connection connection) {
            return connection instanceof HTTP2Connection http2
                    && !http2.getSession().getStreams().isEmpty();
        }

        static void lengthen(ConnectionFactory factory, long idleTimeout) {
            if (factory instanceof AbstractHTTP2ServerConnectionFactory http2 && http2.getStreamIdleTimeout() == 0) {
                http2.setStreamIdleTimeout(idleTimeout);
            }
        }
    }
}
