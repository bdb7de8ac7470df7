package dev.gangway.servlet;

import dev.gangway.access.Visitor;
import dev.gangway.provider.Query;
import dev.gangway.provider.RequestHead;
import dev.gangway.route.Route;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The client's request, as providers and the access policy may see it. */
record ClientRequest(
        HttpServletRequest request,
        Container container,
        String publicPrefix,
        String prefix,
        String path,
        boolean forwardsCredentials,
        boolean forwardsQuery)
        implements RequestHead, Visitor {

    /** Cuts a request where the route's prefix ends; without a route the whole path is left. */
    static ClientRequest of(Exchange exchange, @Nullable Route route) {
        HttpServletRequest request = exchange.request();
        URI publicUrl = exchange.passthrough().publicUrl();
        String uri = request.getRequestURI();
        String prefix = route == null ? "" : request.getContextPath() + route.path();
        boolean forwards = route != null && route.provider().removal().keepsCredentials();
        boolean whole = route != null && route.provider().removal().keepsQuery();
        return new ClientRequest(
                request,
                exchange.container(),
                publicUrl == null ? prefix : publicUrl.getRawPath() + prefix,
                prefix,
                uri.substring(prefix.length()),
                forwards,
                whole);
    }

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public @Nullable String query() {
        return request.getQueryString();
    }

    @Override
    public @Nullable String header(String name) {
        return request.getHeader(name);
    }

    @Override
    public String peer() {
        return request.getRemoteAddr();
    }

    @Override
    public @Nullable String user() {
        return ContainerLogin.user(request);
    }

    @Override
    public @Nullable String host() {
        return container.host(request);
    }

    @Override
    public Enumeration<String> headerNames() {
        return request.getHeaderNames();
    }

    @Override
    public List<String> headers(String name) {
        return Collections.list(request.getHeaders(name));
    }

    /** Where the whole query goes upstream, a gateway key in it would go with it. */
    @Override
    public @Nullable String keyParameter() {
        return forwardsQuery ? null : Query.first(query(), "key");
    }
}
