package dev.gangway.examples.standin;

import java.net.URI;
import java.util.List;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The stand-in provider, listening on the loopback for HTTP/1.1 and cleartext HTTP/2. */
public final class StandInProvider implements AutoCloseable {
    private static final int THREADS = 500;
    private static final long IDLE_MS = 15 * 60 * 1000;
    private static final int HEADERS = 64 << 10;

    private final Shelf<Received> received = new Shelf<>(one -> one.body().length);
    private final Server server;
    private final ServerConnector connector;

    private StandInProvider(int port) {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS);
        threads.setName("stand-in");
        server = new Server(threads);
        HttpConfiguration http = http();
        connector =
                new ServerConnector(server, new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http));
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        connector.setIdleTimeout(IDLE_MS);
        server.addConnector(connector);
        server.setHandler(new FrontDesk(new Router(received)));
    }

    /** Starts one on this port of 127.0.0.1, or on any free port where it is 0. */
    public static StandInProvider start(int port) {
        StandInProvider provider = new StandInProvider(port);
        try {
            provider.server.start();
            return provider;
        } catch (Exception e) {
            provider.close();
            throw new IllegalStateException("cannot start on port " + port, e);
        }
    }

    public int port() {
        return connector.getLocalPort();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** The last thousand requests, oldest first; fewer where their bodies are more than 64 MiB in all. */
    public List<Received> received() {
        return received.all();
    }

    /** Forgets what was received. */
    public void clear() {
        received.clear();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("cannot stop", e);
        }
    }

    /** Takes what a provider's edge would take, and shows it unchanged. */
    private static HttpConfiguration http() {
        HttpConfiguration http = new HttpConfiguration();
        http.setUriCompliance(UriCompliance.UNSAFE);
        http.setHttpCompliance(
                HttpCompliance.RFC9110.with("AS_SENT", HttpCompliance.Violation.CASE_SENSITIVE_FIELD_NAME));
        http.setHeaderCacheCaseSensitive(true);
        http.setRequestHeaderSize(HEADERS);
        http.setResponseHeaderSize(HEADERS);
        http.setSendServerVersion(false);
        return http;
    }
}
