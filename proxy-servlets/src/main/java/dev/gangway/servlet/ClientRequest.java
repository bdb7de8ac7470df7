package dev.gangway.servlet;

import dev.gangway.access.Visitor;
import dev.gangway.provider.Query;
import dev.gangway.provider.RequestHead;
import dev.gangway.route.Route;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The client's request, as providers and the access policy may see it. */
record ClientRequest(
        HttpServletRequest request, String prefix, String path, boolean forwardsCredentials, boolean forwardsQuery)
        implements RequestHead, Visitor {

    /** Cuts {@code request} where the route's prefix ends; without a route the whole path is left. */
    static ClientRequest of(HttpServletRequest request, @Nullable Route route) {
        String uri = request.getRequestURI();
        String prefix = route == null ? "" : request.getContextPath() + route.path();
        boolean forwards = route != null && route.provider().removal().keepsCredentials();
        boolean whole = route != null && route.provider().removal().keepsQuery();
        return new ClientRequest(request, prefix, uri.substring(prefix.length()), forwards, whole);
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

    /** Without Host, which HTTP/1.0 allows, the server's name is no more than the container's guess. */
    @Override
    public @Nullable String host() {
        boolean named =
                request.getHeader("Host") != null || !request.getProtocol().startsWith("HTTP/1");
        return named ? request.getServerName() : null;
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
