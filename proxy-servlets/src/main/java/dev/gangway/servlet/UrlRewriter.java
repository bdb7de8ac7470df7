package dev.gangway.servlet;

import dev.gangway.provider.Upstream;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Leads URLs that an upstream hands out back through the gateway, where they are the upstream's own. */
final class UrlRewriter {

    private static final Set<String> UPLOAD_HEADERS = Set.of("x-goog-upload-url", "x-goog-upload-control-url");
    private static final Set<String> HEADERS = Set.of("location", "operation-location", "azure-asyncoperation");

    private final Exchange exchange;

    UrlRewriter(Exchange exchange) {
        this.exchange = exchange;
    }

    /** The value of a response header, whose name is in lower case, for the client. */
    String header(String name, String value) {
        if (UPLOAD_HEADERS.contains(name)) {
            return rewritten(value, exchange.forward().edits().uploadUrl());
        }
        return HEADERS.contains(name) ? rewritten(value, null) : value;
    }

    /** {@code url} on the gateway, signed by {@code signer} where there is one; any other origin's URL as it is. */
    String rewritten(String url, @Nullable UnaryOperator<String> signer) {
        Upstream upstream = exchange.forward().upstream();
        boolean relative = url.startsWith("/") && !url.startsWith("//");
        int start = relative ? 0 : originEnd(url, upstream);
        if (start < 0) {
            return url;
        }
        int hash = url.indexOf('#', start);
        int end = hash < 0 ? url.length() : hash;
        String below = below(url.substring(start, end), upstream.basePath());
        if (below == null) {
            return url;
        }
        String signed = signer == null ? below : signer.apply(below);
        String prefix = relative
                ? exchange.client().publicPrefix()
                : base() + exchange.client().prefix();
        return prefix + signed + url.substring(end);
    }

    /**
     * Where the path of {@code url} begins, or -1 unless its origin is the upstream's. Only the origin is parsed: what
     * follows need not be a valid URI.
     */
    private static int originEnd(String url, Upstream upstream) {
        int end = url.indexOf("://");
        if (end < 0) {
            return -1;
        }
        end += "://".length();
        while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        try {
            return upstream.sameOrigin(URI.create(url.substring(0, end))) ? end : -1;
        } catch (IllegalArgumentException e) {
            return -1;
        }
    }

    private static @Nullable String below(String target, String base) {
        boolean inside = target.startsWith(base)
                && (target.length() == base.length() || "/?".indexOf(target.charAt(base.length())) >= 0);
        return inside ? target.substring(base.length()) : null;
    }

    /** Scheme, host and port as the client knows them. */
    private String base() {
        URI configured = exchange.passthrough().publicUrl();
        if (configured != null) {
            return configured.toString();
        }
        HttpServletRequest request = exchange.request();
        int port = request.getServerPort();
        boolean usual = port == (request.isSecure() ? 443 : 80);
        return request.getScheme() + "://" + request.getServerName() + (usual ? "" : ":" + port);
    }
}
