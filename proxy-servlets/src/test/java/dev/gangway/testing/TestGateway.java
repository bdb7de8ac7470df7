package dev.gangway.testing;

import dev.gangway.GangwayServlet;
import dev.gangway.gateway.GatewayContext;
import dev.gangway.gateway.Patience;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/** A gateway in a real Jetty on a free loopback port, HTTP/1.1 and h2c, configured by YAML as an operator would. */
public final class TestGateway implements AutoCloseable {

    private final GatewayHost.@Nullable Running elsewhere;
    private final @Nullable Server server;
    private final @Nullable ServerConnector connector;
    private final @Nullable ServletContextHandler context;

    private TestGateway(
            GatewayHost.@Nullable Running elsewhere,
            @Nullable Server server,
            @Nullable ServerConnector connector,
            @Nullable ServletContextHandler context) {
        this.elsewhere = elsewhere;
        this.server = server;
        this.connector = connector;
        this.context = context;
    }

    /** Starts with {@code yaml} at the root context, in another place where there is a {@link GatewayHost}. */
    public static TestGateway start(String yaml) throws Exception {
        GatewayHost host = GatewayHost.FOUND;
        return host == null ? start(yaml, "/", holder -> {}) : new TestGateway(host.start(yaml), null, null, null);
    }

    /** Starts with {@code yaml} below {@code contextPath}; {@code customizer} may set init parameters. */
    public static TestGateway start(String yaml, String contextPath, Consumer<ServletHolder> customizer)
            throws Exception {
        Path directory = Files.createDirectories(Path.of("target", "test-config"));
        Path file = Files.createTempFile(directory, "gangway", ".yaml");
        Files.writeString(file, yaml);
        ServletHolder holder = new ServletHolder("gangway", GangwayServlet.class);
        holder.setInitParameter("config", file.toString());
        holder.setInitOrder(1);
        customizer.accept(holder);
        return start(contextPath, context -> context.addServlet(holder, "/*"));
    }

    /** Starts with whatever {@code setup} puts into the context. */
    public static TestGateway start(String contextPath, Consumer<ServletContextHandler> setup) throws Exception {
        if (GatewayHost.FOUND != null) {
            throw new TestAbortedException("sets up a server of its own");
        }
        Server server = new Server(new QueuedThreadPool(64));
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(64 * 1024);
        http.setResponseHeaderSize(64 * 1024);
        http.setHeaderCacheCaseSensitive(true);
        http.setUriCompliance(UriCompliance.from("DEFAULT,AMBIGUOUS_PATH_SEPARATOR"));
        ServerConnector connector =
                new ServerConnector(server, new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.addBean(new Patience());
        ServletContextHandler context = context(contextPath);
        setup.accept(context);
        server.setHandler(context);
        try {
            server.start();
        } catch (Exception e) {
            server.stop();
            throw e;
        }
        return new TestGateway(null, server, connector, context);
    }

    /** A configuration with the four usual routes, all to {@code upstream}, with recognizable keys. */
    public static String fourRoutes(String upstream) {
        return """
                access: { callers: anyone }
                routes:
                  - path: /openai_passthrough
                    provider: openai
                    target: %1$s
                    keys: [{ name: main, value: upstream-openai-key }]
                  - path: /anthropic_passthrough
                    provider: anthropic
                    target: %1$s
                    keys: [{ name: main, value: upstream-anthropic-key }]
                  - path: /azure_passthrough
                    provider: azure
                    keys: [{ name: main, value: upstream-azure-key, endpoint: "%1$s", api-version: "2024-10-21" }]
                  - path: /genai_passthrough
                    provider: genai
                    target: %1$s
                    keys: [{ name: main, value: upstream-gemini-key }]
                    vertex: { project: my-project, location: us-central1, target: "%1$s", keys: [{ name: vertex, access-token: upstream-vertex-token }] }
                """.formatted(upstream);
    }

    public int port() {
        return elsewhere != null ? elsewhere.port() : connector().getLocalPort();
    }

    /** {@code http://127.0.0.1:PORT}. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + port());
    }

    public Server server() {
        return embedded(server);
    }

    /** One that says of itself that the server has no other where the build tests that. */
    static ServletContextHandler context(String path) {
        GatewayContext context = new GatewayContext();
        context.setContextPath(path);
        context.setAlone(Boolean.getBoolean("gangway.alone"));
        return context;
    }

    public ServerConnector connector() {
        return embedded(connector);
    }

    public ServletContextHandler context() {
        return embedded(context);
    }

    private static <T> T embedded(@Nullable T part) {
        if (part == null) {
            throw new TestAbortedException("looks into an embedded server");
        }
        return part;
    }

    @Override
    public void close() {
        if (elsewhere != null) {
            elsewhere.close();
            return;
        }
        try {
            server().stop();
        } catch (Exception e) {
            throw new IllegalStateException("the gateway did not stop", e);
        }
    }
}
