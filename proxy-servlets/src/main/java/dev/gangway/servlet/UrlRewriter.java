package dev.gangway.servlet;

import dev.gangway.provider.Decision.Forward;
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
        URI uri = parse(url);
        if (uri == null || uri.getRawPath() == null) {
            return url;
        }
        Forward forward = exchange.forward();
        boolean relative = uri.getScheme() == null && uri.getRawAuthority() == null && url.startsWith("/");
        String below = below(uri.getRawPath(), forward.upstream());
        if (below == null || !(relative || forward.upstream().sameOrigin(uri))) {
            return url;
        }
        String target = uri.getRawQuery() == null ? below : below + "?" + uri.getRawQuery();
        String fragment = uri.getRawFragment() == null ? "" : "#" + uri.getRawFragment();
        String signed = signer == null ? target : signer.apply(target);
        return (relative ? "" : base()) + exchange.client().prefix() + signed + fragment;
    }

    private static @Nullable String below(String path, Upstream upstream) {
        String base = upstream.basePath();
        boolean inside = path.startsWith(base) && (path.length() == base.length() || path.charAt(base.length()) == '/');
        return inside ? path.substring(base.length()) : null;
    }

    private static @Nullable URI parse(String url) {
        try {
            return URI.create(url);
        } catch (IllegalArgumentException e) {
            return null;
        }
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
