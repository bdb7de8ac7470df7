package dev.gangway.servlet;

import org.eclipse.jetty.client.ProcessingProtocolHandler;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpStatus;

/**
 * Skips what a server may send ahead of its answer (RFC 9110, section 15.2): {@code 100}, {@code 102}, {@code 103} and
 * whatever is still to be invented. Where no handler takes them, Jetty's client waits forever.
 */
final class InterimAnswers extends ProcessingProtocolHandler {

    @Override
    public String getName() {
        return "interim";
    }

    @Override
    public boolean accept(Request request, Response response) {
        return HttpStatus.isInterim(response.getStatus());
    }
}
