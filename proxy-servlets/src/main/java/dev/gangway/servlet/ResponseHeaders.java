package dev.gangway.servlet;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpField;

/** Copies an upstream's response headers: values as they are, repeats in their order. */
final class ResponseHeaders {

    static final String REQUEST_ID = "gangway-request-id";

    /** A provider's cookies and transport promises are not for the gateway's host. */
    private static final Set<String> DROPPED =
            Set.of("set-cookie", "set-cookie2", "alt-svc", "strict-transport-security");

    /** The container has put its own; the upstream's is the true one. */
    private static final Set<String> CONTAINERS = Set.of("server", "date");

    private ResponseHeaders() {}

    /** Copies all that stays true; {@code edited} says that the body will change, and its length with it. */
    static void copy(Response upstream, Exchange exchange, boolean edited) {
        HttpServletResponse response = exchange.response();
        UrlRewriter urls = new UrlRewriter(exchange);
        HopByHop hopByHop = HopByHop.of(upstream.getHeaders().getValuesList("connection"));
        // A 204 has no length (RFC 9110, section 8.6); the container would wait for the bytes that one promises.
        boolean lengthless = edited || upstream.getStatus() == HttpServletResponse.SC_NO_CONTENT;
        // A 205 loses its content, and nothing is no gzip: decoders would fail.
        boolean unpacked = upstream.getStatus() == HttpServletResponse.SC_RESET_CONTENT;
        Set<String> seen = new TreeSet<>();
        response.setStatus(upstream.getStatus());
        for (HttpField field : upstream.getHeaders()) {
            String name = field.getName().toLowerCase(Locale.ROOT);
            if (hopByHop.contains(name)
                    || isDropped(name)
                    || (lengthless && name.equals("content-length"))
                    || (unpacked && name.equals("content-encoding"))) {
                continue;
            }
            String value = field.getValue() == null ? "" : field.getValue();
            if (name.equals("content-type") && seen.add(name)) {
                exchange.container().setContentType(response, value);
            } else if (CONTAINERS.contains(name) && seen.add(name)) {
                response.setHeader(field.getName(), value);
            } else {
                response.addHeader(field.getName(), urls.header(name, value));
            }
        }
        response.setHeader(REQUEST_ID, exchange.id());
    }

    private static boolean isDropped(String name) {
        return DROPPED.contains(name) || name.startsWith("gangway-");
    }
}
