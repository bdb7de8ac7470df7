package dev.gangway.gateway;

import dev.gangway.config.UpstreamConfig;
import dev.gangway.config.UpstreamConfig.ClientCertificate;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Makes TLS trust a company's own authorities too, and show the gateway's certificate. */
final class Tls {

    private static final char[] IN_MEMORY = "in memory only".toCharArray();

    private Tls() {}

    /** Null where the JVM's own will do. */
    static @Nullable SSLContext context(UpstreamConfig config) {
        if (config.caCertificates().isEmpty() && config.client() == null) {
            return null;
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(config.client()), trust(config.caCertificates()), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("upstream.ca-file, client-cert and client-key make no TLS context", e);
        }
    }

    private static KeyManager @Nullable [] keys(@Nullable ClientCertificate client)
            throws GeneralSecurityException, IOException {
        if (client == null) {
            return null;
        }
        KeyStore store = emptyStore();
        store.setKeyEntry("client", client.key(), IN_MEMORY, client.chain().toArray(new Certificate[0]));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, IN_MEMORY);
        return factory.getKeyManagers();
    }

    private static TrustManager[] trust(List<X509Certificate> more) throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        int count = 0;
        for (TrustManager usual : managers(null)) {
            if (usual instanceof X509TrustManager x509) {
                for (X509Certificate certificate : x509.getAcceptedIssuers()) {
                    store.setCertificateEntry("jvm-" + count++, certificate);
                }
            }
        }
        for (X509Certificate certificate : more) {
            store.setCertificateEntry("more-" + count++, certificate);
        }
        return managers(store);
    }

    /** Those of {@code store}; null stands for what the JVM trusts. */
    private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        return store;
    }
}
