package dev.gangway.testing;

import java.net.InetAddress;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A provider behind TLS: keeps what arrives and who sent it, answers {@code ok}. */
public final class TlsUpstream implements AutoCloseable {

    private final SSLServerSocket server;
    private final List<HttpMessage> received = new CopyOnWriteArrayList<>();
    private final List<String> peers = new CopyOnWriteArrayList<>();

    /** Shows {@code own}; asks for {@code client}'s certificate where that is given. */
    public TlsUpstream(Identity own, @Nullable Identity client) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own.store(), Identity.PASSWORD.toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(
                "it", (client == null ? own : client).store().getCertificate("it"));
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        server = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        server.setNeedClientAuth(client != null);
        Thread thread = new Thread(this::accept, "tls-upstream");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try (SSLSocket socket = (SSLSocket) server.accept()) {
                HttpMessage request = HttpMessage.read(socket.getInputStream(), false);
                if (request != null) {
                    received.add(request);
                    peers.add(
                            server.getNeedClientAuth()
                                    ? socket.getSession().getPeerPrincipal().getName()
                                    : "");
                    RawUpstream.write(
                            socket.getOutputStream(),
                            "HTTP/1.1 200 OK\nContent-Length: 2\nConnection: close",
                            Bytes.utf8("ok"));
                }
            } catch (Exception e) {
                // A handshake that fails is what some tests are about.
            }
        }
    }

    public List<HttpMessage> received() {
        return List.copyOf(received);
    }

    /** The subjects of the certificates that clients showed. */
    public List<String> peers() {
        return List.copyOf(peers);
    }

    public int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() throws Exception {
        server.close();
    }
}
