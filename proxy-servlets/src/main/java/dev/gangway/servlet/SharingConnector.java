package dev.gangway.servlet;

import java.io.IOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Connects to upstreams by a selector of its own, and gives what is connected to one of the server's. The thread that
 * reads a request then reads its answer as well, and tells itself to go on with the client's connection: two wake-ups of
 * a thread less for each request. For servers on which nothing blocks such a thread.
 */
final class SharingConnector extends ClientConnector {

    private final Server server;
    private final AtomicInteger turn = new AtomicInteger();

    SharingConnector(Server server) {
        this.server = server;
        setSelectors(1);
    }

    @Override
    protected EndPoint newEndPoint(SelectableChannel channel, ManagedSelector own, SelectionKey connected) {
        List<ManagedSelector> shared = selectors();
        if (shared.isEmpty()) {
            return super.newEndPoint(channel, own, connected);
        }
        ManagedSelector selector = shared.get(Math.floorMod(turn.getAndIncrement(), shared.size()));
        try {
            SelectionKey key = channel.register(selector.getSelector(), 0);
            EndPoint endPoint = new SharedEndPoint((SocketChannel) channel, selector, key, getScheduler());
            key.attach(endPoint);
            connected.cancel();
            // A selector that sleeps would keep the cancelled key, and with it the channel open after its end.
            own.submit(awake -> {});
            return endPoint;
        } catch (IOException | ClosedSelectorException e) {
            // The server stops, or the upstream has closed already, which shows when the connection is used.
            return super.newEndPoint(channel, own, connected);
        }
    }

    private List<ManagedSelector> selectors() {
        return Stream.of(server.getConnectors())
                .filter(connector -> connector.isRunning() && connector instanceof ServerConnector)
                .flatMap(connector ->
                        ((ServerConnector) connector).getSelectorManager().getBeans(ManagedSelector.class).stream())
                .toList();
    }

    private static final class SharedEndPoint extends SocketChannelEndPoint {

        SharedEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
            super(channel, selector, key, scheduler);
        }

        /** Not the channel, by which the server's limit of connections would count this one when it closes. */
        @Override
        public Object getTransport() {
            return this;
        }
    }
}
