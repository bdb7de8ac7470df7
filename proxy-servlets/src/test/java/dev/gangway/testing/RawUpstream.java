package dev.gangway.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A provider on a plain socket: keeps what arrives, byte for byte, and answers what the test says, byte for byte. */
public final class RawUpstream implements AutoCloseable {

    /** What a connection does with a request whose head and body have been read; true to keep the connection. */
    @FunctionalInterface
    public interface Answer {
        boolean to(HttpMessage request, Socket socket, OutputStream out) throws Exception;
    }

    /** What a connection does before anything is read; for upstreams that misbehave. */
    @FunctionalInterface
    public interface Connection {
        void run(Socket socket) throws Exception;
    }

    private final ServerSocket server;
    private final BlockingQueue<HttpMessage> received = new LinkedBlockingQueue<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile Connection connection;
    private volatile Answer answer = (request, socket, out) -> false;

    private RawUpstream(Connection connection) throws IOException {
        this.server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        this.connection = connection;
        Thread thread = new Thread(this::accept, "raw-upstream");
        thread.setDaemon(true);
        thread.start();
    }

    /** Answers every request with {@code answer}. */
    public static RawUpstream answering(Answer answer) throws IOException {
        RawUpstream upstream = new RawUpstream(socket -> {});
        upstream.answer(answer);
        return upstream;
    }

    /** Answers every request with a fixed message: a head (lines without CRLF) and a body. */
    public static RawUpstream answering(String head, byte[] body) throws IOException {
        return answering((request, socket, out) -> {
            write(out, head, body);
            return true;
        });
    }

    /** Does {@code connection} with every connection. */
    public static RawUpstream connecting(Connection connection) throws IOException {
        return new RawUpstream(connection);
    }

    /** From now on, answers with {@code next}, also on connections that are open already. */
    public void answer(Answer next) {
        answer = next;
        connection = this::serve;
    }

    /** Writes a head, its lines ended by CRLF, and {@code body}, all at once: the reader may find both in one read. */
    public static void write(OutputStream out, String head, byte[] body) throws IOException {
        String lines = String.join("\r\n", head.split("\n")) + "\r\n\r\n";
        ByteArrayOutputStream message = new ByteArrayOutputStream(lines.length() + body.length);
        message.writeBytes(lines.getBytes(StandardCharsets.ISO_8859_1));
        message.writeBytes(body);
        message.writeTo(out);
        out.flush();
    }

    /** Writes an answer whose body is {@code json}. */
    public static void writeJson(OutputStream out, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        write(
                out,
                "HTTP/1.1 " + status + " Some\nContent-Type: application/json\nContent-Length: " + body.length,
                body);
    }

    private void serve(Socket socket) throws Exception {
        InputStream in = new BufferedInputStream(socket.getInputStream());
        OutputStream out = socket.getOutputStream();
        boolean keep = true;
        while (keep) {
            HttpMessage request = HttpMessage.read(in, false);
            if (request == null) {
                return;
            }
            received.add(request);
            keep = answer.to(request, socket, out);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                open.add(socket);
                Thread thread = new Thread(() -> run(socket), "raw-upstream-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void run(Socket socket) {
        try (socket) {
            connection.run(socket);
        } catch (Exception e) {
            // A peer that goes away is what many tests are about.
        } finally {
            open.remove(socket);
        }
    }

    /** The next request that arrived, waiting up to ten seconds. */
    public HttpMessage take() throws InterruptedException {
        HttpMessage message = received.poll(10, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("nothing arrived upstream");
        }
        return message;
    }

    /** What arrived and was not taken. */
    public List<HttpMessage> received() {
        return List.copyOf(received);
    }

    /** How many connections are open now. */
    public int connections() {
        return open.size();
    }

    public int port() {
        return server.getLocalPort();
    }

    /** {@code http://127.0.0.1:PORT}. */
    public String origin() {
        return "http://127.0.0.1:" + port();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
