package dev.gangway.servlet;

import dev.gangway.route.Route;
import jakarta.servlet.ServletException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jetty.client.HttpClient;

/** One HTTP client for each connect timeout that routes ask for, which is one client as a rule. */
final class UpstreamClients {

    private final Map<Duration, HttpClient> byConnectTimeout = new TreeMap<>();

    static UpstreamClients start(UpstreamClient factory, Passthrough passthrough) throws ServletException {
        UpstreamClients clients = new UpstreamClients();
        try {
            for (Route route : passthrough.routes().routes()) {
                if (!clients.byConnectTimeout.containsKey(route.connectTimeout())) {
                    HttpClient client = factory.create(route.connectTimeout().toMillis(), passthrough.upstream());
                    clients.byConnectTimeout.put(route.connectTimeout(), started(client));
                }
            }
            return clients;
        } catch (ServletException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException("the HTTP client did not start", e);
        }
    }

    /** What a client would decode or handle itself has to be cleared once it is started. */
    private static HttpClient started(HttpClient client) throws Exception {
        client.start();
        client.getContentDecoderFactories().clear();
        client.getProtocolHandlers().clear();
        client.getProtocolHandlers().put(new InterimAnswers());
        return client;
    }

    HttpClient of(Route route) {
        HttpClient client = byConnectTimeout.get(route.connectTimeout());
        if (client == null) {
            throw new IllegalStateException("no client for route " + route.path());
        }
        return client;
    }

    HttpClient any() {
        return byConnectTimeout.values().iterator().next();
    }

    void stop() {
        for (HttpClient client : byConnectTimeout.values()) {
            try {
                client.stop();
            } catch (Exception e) {
                throw new IllegalStateException("the HTTP client did not stop", e);
            }
        }
    }
}
