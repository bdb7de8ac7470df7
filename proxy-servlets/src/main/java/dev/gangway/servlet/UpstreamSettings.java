package dev.gangway.servlet;

import dev.gangway.credential.Secret;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How upstreams are reached.
 *
 * @param maxConnections most connections to one upstream origin
 * @param tls what is trusted and shown in TLS, or null for what the JVM trusts, and nothing
 * @param proxy through which they are reached, or null for none
 */
public record UpstreamSettings(
        int maxConnections,
        @Nullable SSLContext tls,
        @Nullable Proxy proxy) {

    /**
     * An HTTP proxy: TLS goes through a tunnel (RFC 9110, section 9.3.6), so that it sees no more than host and port.
     *
     * @param secure whether the proxy itself is reached by TLS
     * @param user for Basic authentication; empty for none
     * @param direct which hosts are reached without it, in lower case, with or without {@code :port}
     */
    public record Proxy(
            String host, int port, boolean secure, String user, Secret password, Predicate<String> direct) {}
}
