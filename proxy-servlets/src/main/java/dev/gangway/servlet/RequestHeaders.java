package dev.gangway.servlet;

import dev.gangway.provider.Header;
import dev.gangway.provider.Removal;
import dev.gangway.route.Route;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;

/** Copies a client's request headers: values as they are, repeats in their order, without what {@link Removal} says. */
final class RequestHeaders {

    private static final String PASS = "x-pass-";

    private final HttpFields from;
    private final Removal removal;
    private final HopByHop hopByHop;

    /** Those of {@code exchange} on {@code route}. */
    static RequestHeaders of(Exchange exchange, Route route) {
        HttpServletRequest request = exchange.request();
        Removal removal = route.provider().removal();
        HttpFields headers = exchange.container().headers(request);
        boolean unseen = removal.keepsCredentials() && ContainerLogin.tookAuthorization(request);
        return new RequestHeaders(unseen ? HttpFields.build(headers).remove("authorization") : headers, removal);
    }

    RequestHeaders(HttpFields from, Removal removal) {
        this.from = from;
        this.removal = removal;
        this.hopByHop = HopByHop.of(from.getValuesList("connection"));
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
        HttpFields.Mutable headers = HttpFields.build(from.size() + 2);
        boolean passing = false;
        for (HttpField field : from) {
            String name = field.getName();
            passing |= isPass(name);
            if (!removal.removesHeader(name) && !hopByHop.contains(name)) {
                headers.add(field.getValue() == null ? new HttpField(field.getHeader(), name, "") : field);
            }
        }
        if (passing) {
            from.getFieldNamesCollection().forEach(name -> passOn(name, headers));
        }
        return headers;
    }

    private static boolean isPass(String name) {
        return name.regionMatches(true, 0, PASS, 0, PASS.length()) && name.length() > PASS.length();
    }

    /** {@code x-pass-NAME: v} goes on as {@code NAME: v}. The length is no client's to set: it frames the body. */
    private void passOn(String name, HttpFields.Mutable headers) {
        if (!isPass(name)) {
            return;
        }
        String passed = name.substring(PASS.length());
        if (!removal.forbidsHeader(passed)
                && !hopByHop.contains(passed)
                && !passed.equalsIgnoreCase("content-length")) {
            List<String> values = from.getValuesList(name);
            headers.remove(passed);
            values.forEach(value -> headers.add(passed, value == null ? "" : value));
        }
    }
}
