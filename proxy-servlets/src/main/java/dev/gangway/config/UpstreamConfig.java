package dev.gangway.config;

import dev.gangway.credential.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@code upstream} block.
 *
 * @param maxConnections most connections to one upstream origin at a time, at least 1; default 4096
 * @param proxy through which upstreams are reached, or null for none
 * @param caCertificates trusted besides the JVM's own; empty for those alone
 * @param client what the gateway shows to an upstream that asks for a certificate, or null for nothing
 */
public record UpstreamConfig(
        int maxConnections,
        @Nullable ProxyConfig proxy,
        List<X509Certificate> caCertificates,
        @Nullable ClientCertificate client) {

    /**
     * An HTTP proxy.
     *
     * @param origin scheme, host and, where it is not the scheme's own, port
     * @param user for Basic authentication; empty for none
     * @param direct names, {@code .suffixes}, addresses and CIDR blocks that are reached without it
     */
    public record ProxyConfig(URI origin, String user, Secret password, List<String> direct) {
        public ProxyConfig {
            direct = List.copyOf(direct);
        }
    }

    /**
     * What the gateway shows of itself.
     *
     * @param chain a certificate, followed by those that sign it
     * @param key its private key
     * @param keyFile where that was read
     */
    public record ClientCertificate(List<X509Certificate> chain, PrivateKey key, Path keyFile) {
        public ClientCertificate {
            chain = List.copyOf(chain);
        }

        /** Without the key. */
        @Override
        public String toString() {
            return "ClientCertificate[" + chain.get(0).getSubjectX500Principal() + "]";
        }
    }

    public UpstreamConfig {
        caCertificates = List.copyOf(caCertificates);
    }
}
