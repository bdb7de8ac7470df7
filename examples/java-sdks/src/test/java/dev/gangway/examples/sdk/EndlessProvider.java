package dev.gangway.examples.sdk;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** A provider whose answers never end, and which notices who leaves. */
final class EndlessProvider implements AutoCloseable {
    private static final int A_FEW = 3;
    private static final int PAUSE_MS = 50;
    private static final int PATIENCE_MS = 15_000;

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private volatile Answer answer = new Answer("", false);

    /** An event, sent again and again, or three times and then nothing more. */
    private record Answer(String event, boolean silent, CompletableFuture<Void> left) {
        Answer(String event, boolean silent) {
            this(event, silent, new CompletableFuture<>());
        }
    }

    EndlessProvider() throws IOException {
        Thread thread = new Thread(this::serve, "endless-provider");
        thread.setDaemon(true);
        thread.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** Answers the next caller like this; the future is done when that one has left. */
    CompletableFuture<Void> answer(String event, boolean silent) {
        answer = new Answer(event, silent);
        return answer.left();
    }

    private void serve() {
        while (!listener.isClosed()) {
            Answer next = null;
            try (Socket socket = listener.accept()) {
                next = answer;
                stream(socket, next);
                next.left().completeExceptionally(new IllegalStateException("the caller stays"));
            } catch (SocketTimeoutException e) {
                next.left().completeExceptionally(e);
            } catch (IOException | InterruptedException gone) {
                if (next != null) {
                    next.left().complete(null);
                }
            }
        }
    }

    private static void stream(Socket socket, Answer answer) throws IOException, InterruptedException {
        socket.setSoTimeout(PATIENCE_MS);
        InputStream in = socket.getInputStream();
        OutputStream out = socket.getOutputStream();
        in.read();
        out.write(ascii("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"));
        for (int i = 0; i < (answer.silent() ? A_FEW : PATIENCE_MS / PAUSE_MS); i++) {
            out.write(ascii(Integer.toHexString(answer.event().length()) + "\r\n" + answer.event() + "\r\n"));
            Thread.sleep(PAUSE_MS);
        }
        while (in.read() >= 0) {
            // the rest of the request, then nothing for as long as the caller stays
        }
        throw new IOException("left");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
