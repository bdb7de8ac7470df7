package dev.gangway.servlet;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/** Ends an exchange whose client is gone. HTTP/2 tells at once, HTTP/1.1 when something is next written. */
record ClientLeaves(Exchange exchange) implements AsyncListener {

    @Override
    public void onError(AsyncEvent event) {
        exchange.clientLeft(event.getThrowable());
    }

    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
