package dev.gangway.servlet;

import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;

/** Connects to upstreams, by TCP. */
class UpstreamConnector extends ClientConnector {

    @Override
    protected EndPoint newEndPoint(SelectableChannel channel, ManagedSelector selector, SelectionKey key) {
        return new UpstreamEndPoint((SocketChannel) channel, selector, key, this);
    }

    /**
     * A connection that looks at its idle time as often as an unused one has to. Jetty's sets a timer whenever the idle time gets
     * shorter, which it does after each answer, and so wakes the timers' thread for nothing.
     */
    static class UpstreamEndPoint extends SocketChannelEndPoint {

        private final long longestRest;
        private volatile long idleTimeout;

        UpstreamEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key, ClientConnector connector) {
            super(channel, selector, key, connector.getScheduler());
            this.longestRest = connector.getIdleTimeout().toMillis();
        }

        @Override
        public final long getIdleTimeout() {
            return idleTimeout;
        }

        /** A shorter one than that of an unused connection has a timer of its own. */
        @Override
        public final void setIdleTimeout(long millis) {
            idleTimeout = millis;
            super.setIdleTimeout(rest());
        }

        @Override
        protected final long checkIdleTimeout() {
            long left = super.checkIdleTimeout();
            return left == 0 ? rest() : Math.min(left, rest());
        }

        /** It would never be looked at again. */
        @Override
        protected void onIdleExpired(TimeoutException timeout) {
            try {
                super.onIdleExpired(timeout);
            } catch (Throwable e) {
                close(e);
            }
        }

        /** Until the next look. */
        private long rest() {
            long millis = idleTimeout;
            return millis > 0 ? Math.min(millis, longestRest) : longestRest;
        }
    }
}
