package dev.gangway.servlet;

import dev.gangway.provider.Header;
import dev.gangway.provider.Removal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;

/** Copies a client's request headers: values as they are, repeats in their order, without what {@link Removal} says. */
final class RequestHeaders {

    private static final String PASS = "x-pass-";

    private final HttpServletRequest request;
    private final Removal removal;
    private final HopByHop hopByHop;

    RequestHeaders(HttpServletRequest request, Removal removal) {
        this.request = request;
        this.removal = removal;
        this.hopByHop = HopByHop.of(Collections.list(request.getHeaders("Connection")));
    }

    /** The headers that go upstream: the client's, and {@code put} in place of same-named ones. */
    HttpFields sent(List<Header> put) {
        HttpFields.Mutable headers = copy();
        for (Header header : put) {
            headers.put(header.name(), header.value());
        }
        return headers;
    }

    private HttpFields.Mutable copy() {
        HttpFields.Mutable headers = HttpFields.build();
        for (Enumeration<String> names = request.getHeaderNames(); names.hasMoreElements(); ) {
            String name = names.nextElement();
            if (passes(name)) {
                for (Enumeration<String> values = request.getHeaders(name); values.hasMoreElements(); ) {
                    headers.add(name, values.nextElement());
                }
            }
        }
        for (Enumeration<String> names = request.getHeaderNames(); names.hasMoreElements(); ) {
            passOn(names.nextElement(), headers);
        }
        return headers;
    }

    private boolean passes(String name) {
        return !removal.removesHeader(name) && !hopByHop.contains(name);
    }

    /** {@code x-pass-NAME: v} goes on as {@code NAME: v}. The length is no client's to set: it frames the body. */
    private void passOn(String name, HttpFields.Mutable headers) {
        if (!name.regionMatches(true, 0, PASS, 0, PASS.length()) || name.length() == PASS.length()) {
            return;
        }
        String passed = name.substring(PASS.length());
        if (!removal.forbidsHeader(passed)
                && !hopByHop.contains(passed)
                && !passed.equalsIgnoreCase("content-length")) {
            List<String> values = Collections.list(request.getHeaders(name));
            headers.remove(passed);
            values.forEach(value -> headers.add(passed, value));
        }
    }
}
