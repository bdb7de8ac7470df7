package dev.gangway.examples.sdk;

import dev.gangway.examples.embedded.EmbeddedGateway;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;

/** The embedded gateway of the other example, before any provider, noting what SDKs send to it. */
final class Gateway implements AutoCloseable {
    /** What an SDK shows as its API key: alice's gateway key, no provider's. */
    static final String KEY = "alice-gateway-key";

    private final List<String> arrived = new CopyOnWriteArrayList<>();
    private final Server server;

    private Gateway(Server server) {
        this.server = server;
    }

    /** Starts one with a configuration of {@code src/test/resources}. */
    static Gateway start(URI provider, String config) throws Exception {
        System.setProperty("STAND_IN", provider.toString());
        Path file = Path.of(Gateway.class.getResource("/" + config).toURI());
        Gateway gateway = new Gateway(EmbeddedGateway.server(0, file.toString()));
        gateway.server.insertHandler(gateway.new Notebook());
        gateway.server.start();
        return gateway;
    }

    /** The base URL for an SDK. */
    String url(String path) {
        return "http://127.0.0.1:" + ((ServerConnector) server.getConnectors()[0]).getLocalPort() + path;
    }

    /** Lets SDKs come by TLS too, with HTTP/2 where they can; gives the base URL. */
    String https(Certificate certificate) throws Exception {
        HttpConfiguration http = EmbeddedGateway.http();
        http.addCustomizer(new SecureRequestCustomizer());
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
        alpn.setDefaultProtocol("http/1.1");
        ServerConnector connector = new ServerConnector(
                server,
                new SslConnectionFactory(certificate.forServer(), alpn.getProtocol()),
                alpn,
                new HTTP2ServerConnectionFactory(http),
                new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        connector.start();
        return "https://127.0.0.1:" + connector.getLocalPort();
    }

    /** The request line of every request so far, also of those that no provider saw. */
    List<String> arrived() {
        return arrived;
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }

    private final class Notebook extends Handler.Wrapper {
        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            String protocol = request.getConnectionMetaData().getProtocol();
            arrived.add(request.getMethod() + " " + request.getHttpURI().getPathQuery() + " " + protocol);
            return super.handle(request, response, callback);
        }
    }
}
