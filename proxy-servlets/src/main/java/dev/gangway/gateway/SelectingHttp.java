package dev.gangway.gateway;

import java.nio.channels.SelectableChannel;
import java.util.List;
import java.util.concurrent.Executor;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectableChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 for a server on which nothing blocks. After an answer that another thread completed, Jetty wakes a third one to look
 * for the next request, which as a rule is not there yet. Here the thread that selects looks: it has to be told to wait for
 * that request in any case. Where a body is long it is read in large pieces.
 */
final class SelectingHttp extends HttpConnectionFactory {

    /** The largest that Jetty's pool keeps. */
    private static final int LARGE_BUFFER = 64 * 1024;

    /** A file, and no prompt: Jetty may keep the last buffer of a body until its answer is over. */
    private static final int LONG_BODY = 1 << 20;

    private SelectingHttp(HttpConnectionFactory like) {
        super(like.getHttpConfiguration());
        setInputBufferSize(like.getInputBufferSize());
        like.getBeans(Connection.Listener.class).forEach(this::addBean);
        try {
            setTransferEncodingChunkMaxLength(like.getTransferEncodingChunkMaxLength());
        } catch (NoSuchMethodError e) {
            // Jetty has this setting since 12.1.7.
        }
    }

    /** Makes it the HTTP/1.1 of all connectors of {@code server}, which must not have started them. */
    static void useIn(Server server) {
        for (Connector connector : server.getConnectors()) {
            if (connector instanceof ServerConnector http && !http.isRunning()) {
                List<ConnectionFactory> factories = http.getConnectionFactories().stream()
                        .distinct()
                        .map(SelectingHttp::inPlaceOf)
                        .toList();
                http.setConnectionFactories(factories);
            }
        }
    }

    private static ConnectionFactory inPlaceOf(ConnectionFactory factory) {
        // A subclass knows why it is one.
        return factory.getClass() == HttpConnectionFactory.class
                ? new SelectingHttp((HttpConnectionFactory) factory)
                : factory;
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        ManagedSelector selector = selector(connector, endPoint);
        if (selector == null || connector.getServer().getInvocationType() != InvocationType.NON_BLOCKING) {
            return super.newConnection(connector, endPoint);
        }
        SelectingConnection connection = new SelectingConnection(this, connector, endPoint, selector);
        try {
            connection.setTransferEncodingChunkMaxLength(getTransferEncodingChunkMaxLength());
        } catch (NoSuchMethodError e) {
            // As above.
        }
        return configure(connection, connector, endPoint);
    }

    /** That of a {@code connection} of this kind; null for any other. */
    static @Nullable ManagedSelector selector(Connection connection) {
        return connection instanceof SelectingConnection selecting ? selecting.selector : null;
    }

    private static @Nullable ManagedSelector selector(Connector connector, EndPoint endPoint) {
        EndPoint lowest = endPoint;
        while (lowest instanceof EndPoint.Wrapper wrapper) {
            lowest = wrapper.unwrap();
        }
        if (connector instanceof ServerConnector server && lowest instanceof SelectableChannelEndPoint selectable) {
            SelectableChannel channel = selectable.getChannel();
            for (ManagedSelector selector : server.getSelectorManager().getBeans(ManagedSelector.class)) {
                if (channel.keyFor(selector.getSelector()) != null) {
                    return selector;
                }
            }
        }
        return null;
    }

    private static final class SelectingConnection extends HttpConnection {

        private final ManagedSelector selector;

        SelectingConnection(
                HttpConnectionFactory factory, Connector connector, EndPoint endPoint, ManagedSelector selector) {
            super(factory.getHttpConfiguration(), connector, endPoint);
            this.selector = selector;
        }

        /**
         * A large one for a long body: most of what a piece costs does not depend on its size. Jetty takes it once it has had to
         * wait for the client.
         */
        @Override
        public int getInputBufferSize() {
            int size = super.getInputBufferSize();
            return expected() >= LONG_BODY ? Math.max(LARGE_BUFFER, size) : size;
        }

        /** Of the body, in bytes: the rest of it, or where its end is not known as much again as has come. */
        private long expected() {
            HttpParser parser = getParser();
            if (!parser.inContentState()) {
                return 0;
            }
            long length = parser.getContentLength();
            return length < 0 ? parser.getContentRead() : length - parser.getContentRead();
        }

        /** By which Jetty goes on with the connection, and runs what the application wants to be told. */
        @Override
        protected Executor getExecutor() {
            return this::execute;
        }

        private void execute(Runnable task) {
            if (equals(task)) {
                selector.submit(ignored -> run());
            } else {
                super.getExecutor().execute(task);
            }
        }
    }
}
