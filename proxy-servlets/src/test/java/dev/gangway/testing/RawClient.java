package dev.gangway.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client on a plain socket. */
public final class RawClient implements AutoCloseable {

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    /** Connects to a gateway on this machine. */
    public RawClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(30_000);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /** One request on a connection of its own. */
    public static HttpMessage exchange(int port, String head, byte[] body) throws IOException {
        try (RawClient client = new RawClient(port)) {
            client.send(head, body);
            if (head.contains("\nExpect: 100-continue") && ContainerLimit.CONTINUE.applies()) {
                client.receive(true);
            }
            return client.receive(head.startsWith("HEAD "));
        }
    }

    /** Sends a head, its lines ended by CRLF here, and a body; {@code Host} and length are the caller's. */
    public void send(String head, byte[] body) throws IOException {
        RawUpstream.write(out, head, body);
    }

    /** Sends bytes as they are. */
    public void send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** Sends text as ISO-8859-1. */
    public void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Receives a response. */
    public HttpMessage receive(boolean noBody) throws IOException {
        HttpMessage message = HttpMessage.read(in, noBody);
        if (message == null) {
            throw new IOException("the gateway closed the connection without an answer");
        }
        return message;
    }

    /** What is left to read, byte by byte. */
    public InputStream in() {
        return in;
    }

    public Socket socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
