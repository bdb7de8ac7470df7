package dev.gangway.servlet;

import java.io.IOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/**
 * Connects to upstreams by a selector of its own, and gives what is connected to one of the server's. Where that has a
 * single one, the thread that reads a request reads its answer as well, and tells itself to go on with the client's connection:
 * two wake-ups of a thread less for each request. For servers on which nothing blocks such a thread.
 */
final class SharingConnector extends UpstreamConnector {

    private final Server server;
    private final AtomicInteger turn = new AtomicInteger();
    private final Set<EndPoint> shared = ConcurrentHashMap.newKeySet();

    SharingConnector(Server server) {
        this.server = server;
        setSelectors(1);
    }

    @Override
    protected EndPoint newEndPoint(SelectableChannel channel, ManagedSelector own, SelectionKey connected) {
        List<ManagedSelector> selectors = selectors();
        if (selectors.isEmpty()) {
            return super.newEndPoint(channel, own, connected);
        }
        ManagedSelector selector = selectors.get(Math.floorMod(turn.getAndIncrement(), selectors.size()));
        try {
            SelectionKey key = channel.register(selector.getSelector(), 0);
            EndPoint endPoint = new SharedEndPoint((SocketChannel) channel, selector, key);
            key.attach(endPoint);
            keep(endPoint);
            connected.cancel();
            // A selector that sleeps would keep the cancelled key, and with it the channel open after its end.
            own.submit(awake -> {});
            return endPoint;
        } catch (IOException | ClosedSelectorException e) {
            // The server stops, or the upstream has closed already, which shows when the connection is used.
            return super.newEndPoint(channel, own, connected);
        }
    }

    /** Until it is closed, or this is stopped: the server's selectors go on. */
    private void keep(EndPoint endPoint) {
        shared.add(endPoint);
        if (!isRunning()) {
            endPoint.close();
        }
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        shared.forEach(EndPoint::close);
    }

    private List<ManagedSelector> selectors() {
        return Stream.of(server.getConnectors())
                .filter(connector -> connector.isRunning() && connector instanceof ServerConnector)
                .flatMap(connector ->
                        ((ServerConnector) connector).getSelectorManager().getBeans(ManagedSelector.class).stream())
                .filter(selector -> selector.getSelector() != null)
                .toList();
    }

    private final class SharedEndPoint extends UpstreamEndPoint {

        SharedEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
            super(channel, selector, key, SharingConnector.this);
        }

        @Override
        public void onClose(@Nullable Throwable cause) {
            shared.remove(this);
            super.onClose(cause);
        }

        /** Not the channel, by which the server's limit of connections would count this one when it closes. */
        @Override
        public Object getTransport() {
            return this;
        }
    }
}
