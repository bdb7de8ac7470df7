package dev.gangway.examples.embedded;

import dev.gangway.Gangway;
import java.nio.file.Path;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A gateway inside a program of your own: a Jetty, and in it one context that serves all routes. */
public final class EmbeddedGateway {
    private static final int HEADERS = 64 << 10;
    private static final long LONGEST_SILENCE_MS = 15 * 60 * 1000;

    private EmbeddedGateway() {}

    /** {@code java … EmbeddedGateway PORT CONFIG}. */
    public static void main(String[] args) throws Exception {
        Server server = server(Integer.parseInt(args[0]), args[1]);
        server.setStopAtShutdown(true);
        server.start();
        System.out.println("gateway ready " + server.getURI());
    }

    /** A server for you to start, on this port of 127.0.0.1, or on any free one where it is 0. */
    public static Server server(int port, String configFile) {
        ServletContextHandler gateway =
                Gangway.builder().config(Path.of(configFile)).buildContext("/");

        Server server = new Server();
        server.setHandler(gateway);
        HttpConfiguration http = http();
        ServerConnector connector =
                new ServerConnector(server, new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http));
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        connector.setIdleTimeout(LONGEST_SILENCE_MS);
        server.addConnector(connector);
        return server;
    }

    /** What SDKs need and Jetty does not do by default. */
    public static HttpConfiguration http() {
        HttpConfiguration http = new HttpConfiguration();
        http.setUriCompliance(UriCompliance.from("DEFAULT,AMBIGUOUS_PATH_SEPARATOR")); // models/org%2Fname
        http.setHeaderCacheCaseSensitive(true); // values as they were sent
        http.setRequestHeaderSize(HEADERS);
        http.setMaxResponseHeaderSize(HEADERS);
        http.setSendServerVersion(false);
        return http;
    }
}
