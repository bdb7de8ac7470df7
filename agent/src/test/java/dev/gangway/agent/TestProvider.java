package dev.gangway.agent;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/** An OpenAI whose answers are always the same; which one, says the model. */
final class TestProvider implements AutoCloseable {

    static final String SECRET = "sk-topsecret0123456789";

    static final byte[] ANSWER = bytes(
            "{\"id\":\"chatcmpl-1\",\"model\":\"gpt-4o-2024\",\"choices\":[{\"finish_reason\":\"stop\","
                    + "\"message\":{\"content\":\"" + SECRET + "\"}}],"
                    + "\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":12,\"prompt_tokens_details\":{\"cached_tokens\":3}}}");

    /** As long as proxies hold back at most, so that it cannot be. */
    static final byte[] FIRST = bytes(": " + "x".repeat(200_000)
            + "\n\ndata: {\"id\":\"chatcmpl-2\",\"model\":\"gpt-4o-2024\",\"choices\":[]}\n\n");

    static final byte[] SECOND = bytes("data: {\"id\":\"chatcmpl-2\",\"model\":\"gpt-4o-2024\",\"choices\":[],"
            + "\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":7}}\n\ndata: [DONE]\n\n");

    static final byte[] ERROR = bytes("{\"error\":{\"message\":\"" + SECRET + "\"}}");

    static {
        // Else each answer waits 40 ms for the acknowledgement of its headers.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile CountDownLatch gate = new CountDownLatch(0);

    private TestProvider() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    static TestProvider start() throws IOException {
        return new TestProvider();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** From now on the second half of a stream, and the answer of what is slow, waits for this to be opened. */
    CountDownLatch closeGate() {
        gate = new CountDownLatch(1);
        return gate;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("x-request-id", "req-1");
        if (body.contains("\"echo\"")) {
            send(exchange, 200, "application/json", echo(exchange, body));
        } else if (body.contains("\"gzip\"")) {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            send(exchange, 200, "application/json", gzip(ANSWER));
        } else if (body.contains("\"error-429\"")) {
            send(exchange, 429, "application/json", ERROR);
        } else if (body.contains("\"error-500\"")) {
            send(exchange, 500, "application/json", ERROR);
        } else if (body.contains("\"redirect\"")
                && !exchange.getRequestURI().getPath().equals("/v1/models")) {
            exchange.getResponseHeaders().set("Location", "http://127.0.0.1:" + port() + "/v1/models");
            send(exchange, 302, "text/plain", new byte[0]);
        } else if (body.contains("\"cut\"")) {
            exchange.sendResponseHeaders(200, ANSWER.length);
            exchange.getResponseBody().write(ANSWER, 0, 20);
            exchange.getResponseBody().flush();
            throw new IOException("cut, as asked for");
        } else if (body.contains("\"slow\"")) {
            awaitGate();
            send(exchange, 200, "application/json", ANSWER);
        } else if (body.contains("\"endless\"")) {
            endless(exchange);
        } else if (body.contains("\"stream\":true")) {
            stream(exchange);
        } else {
            send(exchange, 200, "application/json", ANSWER);
        }
    }

    /** All that it was sent: headers, query and body. */
    private static byte[] echo(HttpExchange exchange, String body) {
        return bytes("{\"model\":\"gpt-4o\",\"headers\":\""
                + exchange.getRequestHeaders().get("Authorization") + "\",\"query\":\""
                + exchange.getRequestURI().getRawQuery() + "\",\"asked\":" + body
                + ",\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":12}}");
    }

    private void stream(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(FIRST);
            out.flush();
            awaitGate();
            out.write(SECOND);
        }
    }

    private void awaitGate() throws IOException {
        try {
            if (!gate.await(60, TimeUnit.SECONDS)) {
                throw new IOException("nobody opened the gate");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** Until whoever reads it has had enough. */
    private static void endless(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            while (true) {
                out.write(FIRST);
                out.flush();
                Thread.sleep(1);
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        gate.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
