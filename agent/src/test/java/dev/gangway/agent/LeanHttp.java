package dev.gangway.agent;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A client and a provider that do as little as they can, for they share the machine with what is measured. */
final class LeanHttp implements AutoCloseable {

    private static final Pattern LENGTH =
            Pattern.compile("\r\nContent-Length: *([0-9]+)\r\n", Pattern.CASE_INSENSITIVE);
    private static final byte[] ANSWER = message("HTTP/1.1 200 OK\r\nx-request-id: req-1\r\n", TestProvider.ANSWER);

    private final ServerSocket server;

    private LeanHttp(ServerSocket server) {
        this.server = server;
    }

    /** Starts a provider that answers whatever it is asked with {@link TestProvider#ANSWER}. */
    static LeanHttp provider() throws IOException {
        LeanHttp provider = new LeanHttp(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()));
        daemon(provider::accept);
        return provider;
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                daemon(() -> answer(socket));
            } catch (IOException e) {
                // Closed.
            }
        }
    }

    private static void answer(Socket socket) {
        try (socket) {
            Reader requests = new Reader(socket);
            while (requests.next() != null) {
                socket.getOutputStream().write(ANSWER);
            }
        } catch (IOException e) {
            // The gateway is gone.
        }
    }

    /** Sends {@code count} requests to {@code path} of a gateway, one after the other. */
    static void ask(int port, String path, int count) throws IOException {
        byte[] request = message(
                "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + TestProvider.SECRET
                        + "\r\n",
                Client.body("gpt-4o", false));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            Reader answers = new Reader(socket);
            for (int i = 0; i < count; i++) {
                socket.getOutputStream().write(request);
                String head = answers.next();
                if (head == null || !head.startsWith("HTTP/1.1 200 ")) {
                    throw new IOException("no success: " + head);
                }
            }
        }
    }

    private static byte[] message(String head, byte[] body) {
        String start = head + "Content-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n";
        return (start + new String(body, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    /** Reads messages that have a length, one at a time. */
    private static final class Reader {

        private final byte[] bytes = new byte[16 << 10];
        private final InputStream in;

        Reader(Socket socket) throws IOException {
            socket.setTcpNoDelay(true);
            in = socket.getInputStream();
        }

        /** The head of the next one; null at the end. */
        @Nullable String next() throws IOException {
            int read = 0;
            int end = Integer.MAX_VALUE;
            String head = "";
            while (read < end) {
                int more = in.read(bytes, read, bytes.length - read);
                if (more < 0) {
                    return null;
                }
                read += more;
                if (head.isEmpty()) {
                    String text = new String(bytes, 0, read, StandardCharsets.ISO_8859_1);
                    int headEnd = text.indexOf("\r\n\r\n");
                    Matcher length = LENGTH.matcher(text);
                    if (headEnd > 0 && length.find()) {
                        head = text.substring(0, headEnd);
                        end = headEnd + 4 + Integer.parseInt(length.group(1));
                    }
                }
            }
            return head;
        }
    }
}
