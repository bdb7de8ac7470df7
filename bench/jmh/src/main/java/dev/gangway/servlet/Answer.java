package dev.gangway.servlet;

import jakarta.servlet.http.HttpServletResponseWrapper;
import org.eclipse.jetty.http.HttpFields;

/** An answer to nobody, that only takes headers in. */
final class Answer extends HttpServletResponseWrapper {

    private HttpFields.Mutable headers = HttpFields.build();

    Answer() {
        super(RehearsedRequest.answer());
    }

    void empty() {
        headers = HttpFields.build();
    }

    HttpFields taken() {
        return headers;
    }

    @Override
    public void setStatus(int status) {}

    @Override
    public void setHeader(String name, String value) {
        headers.put(name, value);
    }

    @Override
    public void addHeader(String name, String value) {
        headers.add(name, value);
    }
}
