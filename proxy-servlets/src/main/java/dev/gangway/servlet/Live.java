package dev.gangway.servlet;

import dev.gangway.route.Route;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.client.HttpClient;

/** A configuration at work, with its HTTP clients: in use until another takes its place and its last exchange is over. */
final class Live {

    private final Passthrough passthrough;
    private final Map<Duration, HttpClient> clients;
    private final Runnable end;
    private final AtomicInteger users = new AtomicInteger(1);

    /** Works with {@code clients}, by connect timeout; when nobody uses it any more, {@code end} is done once. */
    Live(Passthrough passthrough, Map<Duration, HttpClient> clients, Runnable end) {
        this.passthrough = passthrough;
        this.clients = Map.copyOf(clients);
        this.end = end;
    }

    /** Without clients: nothing can be sent. */
    static Live idle(Passthrough passthrough) {
        return new Live(passthrough, Map.of(), () -> {});
    }

    /** One more exchange uses it, unless it is at its end. */
    boolean enter() {
        return users.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
    }

    /** One exchange fewer uses it, or another has taken its place. */
    void leave() {
        if (users.decrementAndGet() == 0) {
            end.run();
        }
    }

    Passthrough passthrough() {
        return passthrough;
    }

    HttpClient client(Route route) {
        HttpClient client = clients.get(route.connectTimeout());
        if (client == null) {
            throw new IllegalStateException("no client for route " + route.path());
        }
        return client;
    }

    HttpClient anyClient() {
        return clients.values().iterator().next();
    }
}
