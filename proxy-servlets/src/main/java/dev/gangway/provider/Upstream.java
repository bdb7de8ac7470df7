package dev.gangway.provider;

import java.net.URI;
import java.util.Locale;

/**
 * Where a provider lives.
 *
 * @param scheme {@code http} or {@code https}
 * @param host lower-case host name or address; an IPv6 address in brackets
 * @param port the port, never -1
 * @param basePath what goes before every path: empty, or starts with a slash and ends without one
 */
public record Upstream(String scheme, String host, int port, String basePath) {

    /** Reads an absolute http or https URL that has a host. */
    public static Upstream of(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        int port = uri.getPort() >= 0 ? uri.getPort() : defaultPort(scheme);
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        String base = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return new Upstream(scheme, uri.getHost().toLowerCase(Locale.ROOT), port, base);
    }

    /** Reads a literal such as {@code https://api.openai.com}. */
    public static Upstream of(String url) {
        return of(URI.create(url));
    }

    /** Whether {@code uri} has the same scheme, host and port. */
    public boolean sameOrigin(URI uri) {
        if (uri.getScheme() == null || uri.getHost() == null) {
            return false;
        }
        int theirs = uri.getPort() >= 0 ? uri.getPort() : defaultPort(uri.getScheme());
        return scheme.equalsIgnoreCase(uri.getScheme()) && host.equalsIgnoreCase(uri.getHost()) && port == theirs;
    }

    /** Scheme, host and, where it is not the scheme's own, port: {@code https://api.openai.com}. */
    public String origin() {
        return scheme + "://" + authority();
    }

    /** Host and, where it is not the scheme's own, port: {@code api.openai.com}. */
    public String authority() {
        return port == defaultPort(scheme) ? host : host + ":" + port;
    }

    @Override
    public String toString() {
        return origin() + basePath;
    }

    private static int defaultPort(String scheme) {
        return "https".equalsIgnoreCase(scheme) ? 443 : 80;
    }
}
