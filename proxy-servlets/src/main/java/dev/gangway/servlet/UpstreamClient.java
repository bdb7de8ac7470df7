package dev.gangway.servlet;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.UnavailableException;
import java.util.concurrent.Executor;
import org.eclipse.jetty.client.DuplexConnectionPool;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * Makes the HTTP client: HTTP/1.1, nothing invented, nothing followed, nothing decoded. The init parameters of Jetty's
 * own proxy servlets keep their meaning; the defaults are those of a gateway for long streams.
 */
final class UpstreamClient {

    private static final int HEADER_SIZE = 64 * 1024;
    private static final int BUFFER_SIZE = 16 * 1024;

    /** How long an unused connection is kept: less than providers keep theirs, so that none is found closed. */
    private static final long POOLED_IDLE_MILLIS = 30_000;

    /** How long a connection is reused at all, so that a provider's DNS changes are followed. */
    private static final long POOLED_LIFE_MILLIS = 300_000;

    private static final int MOST_SELECTORS = 8;

    private final ServletConfig config;
    private final Container container;

    UpstreamClient(ServletConfig config, Container container) {
        this.config = config;
        this.container = container;
    }

    /** A client that is not started yet. */
    HttpClient create(long connectMillis, UpstreamSettings settings) throws ServletException {
        HttpClient client = new HttpClient(transport(settings));
        client.setExecutor(executor());
        client.setFollowRedirects(false);
        client.setHttpCookieStore(new HttpCookieStore.Empty());
        clearDefaults(client);
        client.setConnectTimeout(connectMillis);
        client.setIdleTimeout(POOLED_IDLE_MILLIS);
        client.setMaxConnectionsPerDestination(number("maxConnections", settings.maxConnections()));
        client.setRequestBufferSize(number("requestBufferSize", BUFFER_SIZE));
        client.setResponseBufferSize(number("responseBufferSize", BUFFER_SIZE));
        client.setMaxRequestHeadersSize(number("maxRequestHeadersSize", HEADER_SIZE));
        client.setMaxResponseHeadersSize(number("maxResponseHeadersSize", HEADER_SIZE));
        if (settings.proxy() != null) {
            ForwardProxy.use(client, settings.proxy());
        }
        return client;
    }

    /** Only what the client sent goes upstream: no User-Agent, and no Content-Type where it sent none. */
    @SuppressWarnings("NullAway") // null is how Jetty spells "none" here
    private static void clearDefaults(HttpClient client) {
        client.setUserAgentField(null);
        client.setDefaultRequestContentType(null);
    }

    private HttpClientTransportOverHTTP transport(UpstreamSettings settings) throws ServletException {
        ClientConnector connector = connector();
        SslContextFactory.Client tls = new SslContextFactory.Client();
        if (settings.tls() != null) {
            tls.setSslContext(settings.tls());
        }
        connector.setSslContextFactory(tls);
        HttpClientTransportOverHTTP transport = new HttpClientTransportOverHTTP(connector);
        // Or a header value would come out in the spelling that was seen first.
        transport.setHeaderCacheCaseSensitive(true);
        // It takes 98 KB of each connection, for values that differ from answer to answer.
        transport.setHeaderCacheSize(0);
        if (container.readsOnAnyThread()) {
            workWhereItArrives(transport);
        }
        transport.setConnectionPoolFactory(destination -> {
            DuplexConnectionPool pool = new DuplexConnectionPool(
                    destination, destination.getHttpClient().getMaxConnectionsPerDestination());
            pool.setMaxDuration(POOLED_LIFE_MILLIS);
            return pool;
        });
        return transport;
    }

    /** With selectors of its own where the init parameter says how many, or the container's cannot be had. */
    private ClientConnector connector() throws ServletException {
        ClientConnector shared = number("selectors") == null ? container.connector(config.getServletContext()) : null;
        if (shared != null) {
            return shared;
        }
        ClientConnector own = new UpstreamConnector();
        own.setSelectors(number("selectors", selectors()));
        return own;
    }

    /** What comes from upstreams is passed on by the thread that selects it: nothing blocks it, and to wake another costs more. */
    private static void workWhereItArrives(HttpClientTransportOverHTTP transport) {
        try {
            transport.setInvocationType(InvocationType.NON_BLOCKING);
        } catch (NoSuchMethodError e) {
            // Jetty 12.0 always wakes another.
        }
    }

    /** As many as Jetty's own default, for they do the work; each takes a thread of the server's pool for good. */
    private static int selectors() {
        return Math.max(1, Math.min(MOST_SELECTORS, Runtime.getRuntime().availableProcessors() / 2));
    }

    private Executor executor() throws ServletException {
        String threads = config.getInitParameter("maxThreads");
        Object servers = config.getServletContext().getAttribute("org.eclipse.jetty.server.Executor");
        if ((threads == null || threads.equals("-")) && servers instanceof Executor shared) {
            return shared;
        }
        QueuedThreadPool own = new QueuedThreadPool(number("maxThreads", 200));
        own.setName("gangway-client");
        return own;
    }

    private int number(String parameter, int otherwise) throws ServletException {
        Long value = number(parameter);
        if (value == null) {
            return otherwise;
        }
        if (value < 1 || value > Integer.MAX_VALUE) {
            throw problem(parameter, "must be from 1 to " + Integer.MAX_VALUE);
        }
        return value.intValue();
    }

    /** The init parameter {@code parameter}, or null where it is absent or {@code -}. */
    @Nullable Long number(String parameter) throws ServletException {
        String value = config.getInitParameter(parameter);
        if (value == null || value.isBlank() || value.equals("-")) {
            return null;
        }
        try {
            return Long.valueOf(value.strip());
        } catch (NumberFormatException e) {
            throw problem(parameter, "must be a whole number");
        }
    }

    private ServletException problem(String parameter, String what) {
        return new UnavailableException(
                "Init parameter " + parameter + " of servlet " + config.getServletName() + " " + what + ".");
    }
}
