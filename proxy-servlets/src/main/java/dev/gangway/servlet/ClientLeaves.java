package dev.gangway.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ends an exchange whose client is gone. HTTP/2 tells at once, HTTP/1.1 when something is next written. */
record ClientLeaves(Exchange exchange) implements AsyncListener {

    private static final long PATIENCE_SECONDS = 1;

    /** From here on {@code exchange} goes on without the container's thread, which then has to say when its client leaves. */
    static void watch(Exchange exchange) {
        HttpServletRequest request = exchange.request();
        if (!request.isAsyncStarted()) {
            AsyncContext async = request.startAsync();
            async.setTimeout(0);
            async.addListener(new ClientLeaves(exchange));
            exchange.container().onClientLeft(request, exchange::clientLeft);
            exchange.container().onReleased(request, exchange::released);
        }
    }

    /** The container takes the request back when this returns, so a thread that is at work on it has to stop first. */
    @Override
    public void onError(AsyncEvent event) {
        exchange.clientLeft();
        awaitTurn();
    }

    private void awaitTurn() {
        CountDownLatch done = new CountDownLatch(1);
        exchange.inTurn(done::countDown);
        try {
            boolean ignored = done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        exchange.released();
    }

    /** There is none but for an exchange that waits for its body's {@link OwedCall} to end: see {@link ServletContainer#end}. */
    @Override
    public void onTimeout(AsyncEvent event) {
        RequestBody body = exchange.body();
        if (body != null) {
            awaitTurn();
            body.call().settle();
        }
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
