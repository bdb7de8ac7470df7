package dev.gangway.servlet;

import dev.gangway.route.Route;
import jakarta.servlet.ServletException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.client.HttpClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP clients of a servlet: one for each connect timeout that routes ask for, which is one as a rule. A configuration
 * that reaches upstreams as the one before did takes over its clients, and so their connections.
 */
final class UpstreamClients {

    private static final Logger LOG = LoggerFactory.getLogger(UpstreamClients.class);

    /** Configurations that agree in this share a client. */
    private record Way(Duration connectTimeout, UpstreamSettings settings) {}

    private record Shared(HttpClient client, int users) {}

    private final UpstreamClient factory;
    private final Map<Way, Shared> running = new HashMap<>();
    private boolean stopped;

    UpstreamClients(UpstreamClient factory) {
        this.factory = factory;
    }

    /** Puts {@code passthrough} to work; what it alone uses is stopped after its last exchange. */
    synchronized Live open(Passthrough passthrough) throws ServletException {
        if (stopped) {
            throw new ServletException("the servlet has been stopped");
        }
        Map<Duration, HttpClient> clients = new HashMap<>();
        List<Way> used = new ArrayList<>();
        boolean complete = false;
        try {
            for (Route route : passthrough.routes().routes()) {
                Way way = new Way(route.connectTimeout(), passthrough.upstream());
                if (!clients.containsKey(way.connectTimeout())) {
                    clients.put(way.connectTimeout(), use(way));
                    used.add(way);
                }
            }
            complete = true;
            return new Live(passthrough, clients, () -> leave(used));
        } finally {
            if (!complete) {
                leave(used);
            }
        }
    }

    private HttpClient use(Way way) throws ServletException {
        Shared shared = running.get(way);
        HttpClient client = shared == null ? start(way) : shared.client();
        running.put(way, new Shared(client, shared == null ? 1 : shared.users() + 1));
        return client;
    }

    private HttpClient start(Way way) throws ServletException {
        HttpClient client = factory.create(way.connectTimeout().toMillis(), way.settings());
        try {
            client.start();
        } catch (Exception e) {
            throw new ServletException("the HTTP client did not start", e);
        }
        // What a client would decode or handle itself has to be cleared once it is started.
        client.getContentDecoderFactories().clear();
        client.getProtocolHandlers().clear();
        client.getProtocolHandlers().put(new InterimAnswers());
        return client;
    }

    private synchronized void leave(List<Way> ways) {
        for (Way way : ways) {
            Shared shared = running.get(way);
            if (shared != null && shared.users() > 1) {
                running.put(way, new Shared(shared.client(), shared.users() - 1));
            } else if (shared != null) {
                running.remove(way);
                retire(shared.client());
            }
        }
    }

    /** On a thread of its own: a client waits for its threads to end, and the last exchange may end on one of them. */
    private static void retire(HttpClient client) {
        Thread thread = new Thread(() -> stop(client), "gangway-retired-client");
        thread.setDaemon(true);
        thread.start();
    }

    private static void stop(HttpClient client) {
        try {
            client.stop();
        } catch (Exception e) {
            LOG.warn("An HTTP client did not stop: {}", e.getClass().getName());
        }
    }

    /** Breaks off all exchanges that are under way. */
    synchronized void stop() {
        stopped = true;
        running.values().forEach(shared -> stop(shared.client()));
        running.clear();
    }
}
