package dev.gangway.examples.sdk;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** A self-signed certificate for this machine. */
final class Certificate {
    private static final String PASSWORD = "changeit";

    private final Path store;
    private final KeyStore keys = KeyStore.getInstance("PKCS12");

    /** Has {@code keytool} make one in {@code directory}. */
    Certificate(Path directory) throws Exception {
        store = directory.resolve("gateway.p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        String arguments =
                "-genkeypair -alias gateway -keyalg EC -dname CN=localhost -ext san=dns:localhost,ip:127.0.0.1"
                        + " -validity 2 -storetype PKCS12 -storepass " + PASSWORD + " -keystore " + store;
        Process process = new ProcessBuilder((keytool + " " + arguments).split(" "))
                .inheritIO()
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException("keytool failed");
        }
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
    }

    SslContextFactory.Server forServer() {
        SslContextFactory.Server factory = new SslContextFactory.Server();
        factory.setKeyStore(keys);
        factory.setKeyStorePassword(PASSWORD);
        return factory;
    }

    /** Trusts this certificate and no other. */
    X509TrustManager trust() throws Exception {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("gateway", keys.getCertificate("gateway"));
        factory.init(trusted);
        return (X509TrustManager) factory.getTrustManagers()[0];
    }

    SSLContext context() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {trust()}, null);
        return context;
    }
}
