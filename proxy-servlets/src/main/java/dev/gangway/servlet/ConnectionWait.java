package dev.gangway.servlet;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.AbstractConnectionPool;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;

/**
 * Bounds a request's wait for one of an upstream's connections when all are taken, by the time that connecting may
 * take. Jetty itself would let it wait for as long as the longest stream lasts.
 */
final class ConnectionWait implements Request.BeginListener, Runnable {

    private final HttpClient client;
    private final Request request;
    private volatile boolean over;

    private ConnectionWait(HttpClient client, Request request) {
        this.client = client;
        this.request = request;
    }

    /** Sends {@code request}, at once where a connection is free. */
    static void send(HttpClient client, Request request, Response.CompleteListener listener) {
        ConnectionWait wait = new ConnectionWait(client, request);
        request.onRequestBegin(wait).send(listener);
        wait.goOn();
    }

    @Override
    public void onBegin(Request begun) {
        over = true;
    }

    @Override
    public void run() {
        if (isExhausted()) {
            var ignored = request.abort(new RejectedExecutionException("no connection was free in time"));
        } else {
            goOn();
        }
    }

    /** A connection that is being made for the request has its own timeout. */
    private void goOn() {
        if (!over && request.getAbortCause() == null) {
            var ignored = client.getScheduler().schedule(this, client.getConnectTimeout(), TimeUnit.MILLISECONDS);
        }
    }

    private boolean isExhausted() {
        return !over
                && client.resolveDestination(request).getConnectionPool() instanceof AbstractConnectionPool pool
                && pool.getActiveConnectionCount() >= pool.getMaxConnectionCount();
    }
}
