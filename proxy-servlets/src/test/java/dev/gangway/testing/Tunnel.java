package dev.gangway.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** Leads connections on to a port of this machine: what a company has between its gateway and the world. */
public final class Tunnel implements AutoCloseable {

    private final SSLServerSocket server;
    private final int to;

    /** Puts TLS with {@code identity} in front of a plain port. */
    public Tunnel(Identity identity, int to) throws Exception {
        KeyStore store = identity.store();
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, Identity.PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        this.to = to;
        server = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    /** A proxy that notes what it is asked, and connects every host to {@code port}. */
    public static RawUpstream proxy(int port) throws IOException {
        return RawUpstream.answering((request, socket, out) -> {
            try (Socket onward = new Socket(InetAddress.getLoopbackAddress(), port)) {
                RawUpstream.write(out, "HTTP/1.1 200 Connection established", new byte[0]);
                join(socket, onward);
            }
            return false;
        });
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                start(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket onward = new Socket(InetAddress.getLoopbackAddress(), to)) {
            join(client, onward);
        } catch (IOException | InterruptedException e) {
            // A handshake that fails is what some tests are about.
        }
    }

    private static void join(Socket one, Socket other) throws InterruptedException {
        Thread back = start(() -> pump(other, one));
        pump(one, other);
        back.join();
    }

    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // Either end may go first.
        }
    }

    private static Thread start(Runnable work) {
        Thread thread = new Thread(work, "tunnel");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    public int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
