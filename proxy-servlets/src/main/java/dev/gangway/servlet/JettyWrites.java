package dev.gangway.servlet;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.util.Callback;

/**
 * Listens to Jetty's own stream. Of a last write that failed at once, {@code HttpOutput} says nothing: it is ready, as after one
 * that went well.
 */
final class JettyWrites extends HttpStream.Wrapper implements Writes {

    private final Send send = new Send();
    private volatile boolean done = true;

    JettyWrites(HttpStream wrapped) {
        super(wrapped);
    }

    /** There is one at a time. */
    @Override
    public void send(
            MetaData.Request request, MetaData.Response response, boolean last, ByteBuffer content, Callback callback) {
        done = false;
        send.callback = callback;
        super.send(request, response, last, content, send);
    }

    /** Asked when nothing is under way. */
    @Override
    public boolean failed() {
        return !done;
    }

    @Override
    public boolean areDone() {
        return done;
    }

    private final class Send implements Callback {

        private volatile Callback callback = NOOP;

        @Override
        public void succeeded() {
            done = true;
            callback.succeeded();
        }

        @Override
        public void failed(Throwable cause) {
            callback.failed(cause);
        }

        @Override
        public InvocationType getInvocationType() {
            return callback.getInvocationType();
        }
    }
}
