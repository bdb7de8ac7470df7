package dev.gangway.module;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * An upstream that answers with the request's line and the size of its {@code x-big} header, with a response header
 * {@code x-big} where the query says {@code big=SIZE}, or where it says {@code stream=ID} with {@value #EVENTS}
 * server-sent events, each held back until {@link #next} asks for it.
 */
final class Upstream implements AutoCloseable {
    static final int EVENTS = 5;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Semaphore> wanted = new ConcurrentHashMap<>();

    Upstream() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    URI origin() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Lets one event of a stream go. */
    void next(String stream) {
        wanted(stream).release();
    }

    private Semaphore wanted(String stream) {
        return wanted.computeIfAbsent(stream, id -> new Semaphore(0));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            String query = exchange.getRequestURI().getRawQuery();
            if (query != null && query.startsWith("stream=")) {
                stream(exchange, wanted(query.substring("stream=".length())));
                return;
            }
            if (query != null && query.startsWith("big=")) {
                int size = Integer.parseInt(query.substring("big=".length()));
                exchange.getResponseHeaders().set("x-big", "b".repeat(size));
            }
            String big = exchange.getRequestHeaders().getFirst("x-big");
            byte[] body = (exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                            + (big == null ? 0 : big.length()))
                    .getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static void stream(HttpExchange exchange, Semaphore wanted) throws IOException {
        exchange.getResponseHeaders().set("content-type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        for (int event = 0; event < EVENTS; event++) {
            try {
                if (!wanted.tryAcquire(60, SECONDS)) {
                    return;
                }
            } catch (InterruptedException e) {
                return;
            }
            out.write(("data: {\"n\":" + event + "}\n\n").getBytes(UTF_8));
            out.flush();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
