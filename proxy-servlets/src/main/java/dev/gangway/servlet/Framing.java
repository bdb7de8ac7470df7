package dev.gangway.servlet;

import jakarta.servlet.http.HttpServletRequest;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpMethod;

/** How an upstream request says where its body ends: as the client's did. */
final class Framing {

    private Framing() {}

    static boolean isHttp1(HttpServletRequest request) {
        return request.getProtocol().startsWith("HTTP/1");
    }

    /** Without a length the body is chunked, also where Jetty could count it because all of it is here already. */
    static void attach(RequestBody body, Request upstream) {
        upstream.body(body);
        if (body.getLength() < 0) {
            upstream.headers(headers -> headers.put(HttpHeader.TRANSFER_ENCODING, HttpHeaderValue.CHUNKED));
        } else if (body.isReplaced()) {
            upstream.headers(headers -> headers.put(HttpHeader.CONTENT_LENGTH, body.getLength()));
        }
    }

    /** All of it is here, so its length is known, whatever the client said. */
    static void attach(Spool body, Request upstream) {
        upstream.body(new SpooledContent(body));
        upstream.headers(headers -> headers.put(HttpHeader.CONTENT_LENGTH, body.size()));
    }

    /**
     * SDKs send Content-Type with GET and DELETE too; to one that it knows Jetty would add {@code Content-Length: 0}. And a
     * {@code Content-Length: 0} that it knows it would leave out, but for the two methods that it always writes one for.
     */
    static void withoutBody(Request upstream) {
        String method = upstream.getMethod();
        boolean writesLength = HttpMethod.POST.is(method) || HttpMethod.PUT.is(method);
        upstream.headers(headers -> {
            hide(headers, HttpHeader.CONTENT_TYPE);
            if (!writesLength) {
                hide(headers, HttpHeader.CONTENT_LENGTH);
            }
        });
    }

    @SuppressWarnings("NullAway") // null is how Jetty spells "unknown" here
    private static void hide(HttpFields.Mutable headers, HttpHeader header) {
        String value = headers.get(header);
        if (value != null) {
            headers.put(new HttpField(null, header.asString(), value));
        }
    }
}
