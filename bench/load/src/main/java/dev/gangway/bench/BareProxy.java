package dev.gangway.bench;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.ee10.proxy.AsyncProxyServlet;
import org.eclipse.jetty.ee10.proxy.ProxyServlet;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.proxy.ProxyHandler;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Jetty's own proxies, as bare as they come: the target's origin is all that is set, and limits that 2,000 streams would
 * run into are lifted. {@code BareProxy proxy|async|core http://HOST:PORT} prints its port.
 */
public final class BareProxy {

    private static final int CONNECTIONS = 4096;

    private BareProxy() {}

    /** Takes the kind of proxy and the upstream's origin. */
    @SuppressWarnings("SystemOut") // a command's output
    public static void main(String[] args) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setAcceptQueueSize(CONNECTIONS);
        server.addConnector(connector);
        server.setHandler(handler(args[0], args[1]));
        server.start();
        System.out.println("ready " + connector.getLocalPort());
        server.join();
    }

    private static Handler handler(String kind, String origin) {
        return switch (kind) {
            case "proxy" -> context(new Blocking(origin));
            case "async" -> context(new Async(origin));
            case "core" -> new Core(origin);
            default -> throw new IllegalArgumentException("proxy, async or core, not " + kind);
        };
    }

    private static Handler context(ProxyServlet servlet) {
        ServletContextHandler context = new ServletContextHandler("/");
        ServletHolder holder = new ServletHolder(servlet);
        holder.setAsyncSupported(true);
        holder.setInitParameters(Map.of(
                "maxThreads",
                "-",
                "maxConnections",
                Integer.toString(CONNECTIONS),
                "idleTimeout",
                "600000",
                "timeout",
                "0"));
        context.addServlet(holder, "/*");
        return context;
    }

    private static String target(String origin, HttpServletRequest request) {
        String query = request.getQueryString();
        return origin + request.getRequestURI() + (query == null ? "" : "?" + query);
    }

    @SuppressWarnings("serial") // never serialized
    private static final class Blocking extends ProxyServlet {
        private final String origin;

        Blocking(String origin) {
            this.origin = origin;
        }

        @Override
        protected String rewriteTarget(HttpServletRequest request) {
            return target(origin, request);
        }
    }

    @SuppressWarnings("serial") // never serialized
    private static final class Async extends AsyncProxyServlet {
        private final String origin;

        Async(String origin) {
            this.origin = origin;
        }

        @Override
        protected String rewriteTarget(HttpServletRequest request) {
            return target(origin, request);
        }
    }

    private static final class Core extends ProxyHandler.Reverse {
        Core(String origin) {
            super(request -> target(origin, request));
        }

        private static HttpURI target(String origin, Request request) {
            return HttpURI.from(origin + request.getHttpURI().getPathQuery());
        }

        @Override
        protected void configureHttpClient(HttpClient client) {
            super.configureHttpClient(client);
            client.setMaxConnectionsPerDestination(CONNECTIONS);
            client.setIdleTimeout(600_000);
        }
    }
}
