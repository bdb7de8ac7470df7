package dev.gangway.gateway;

import dev.gangway.observe.GatheringErr;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ContextRequest;
import org.jspecify.annotations.Nullable;

/**
 * The context of the gateway's servlet, which says to Jetty whether it blocks. Jetty takes every servlet for one that does,
 * and wakes a thread for each request, lest all connections of a selector wait. The gateway's does not, but a filter,
 * a login or another web application of the same server may: so this is said where {@code etc/gangway-alone.xml} sees to it
 * that there are none.
 */
public final class GatewayContext extends ServletContextHandler {
    private boolean alone;
    private @Nullable GatheringErr err;

    /**
     * Whether the server serves nothing but the gateway; false unless set. If so, connections go on where they are selected
     * ({@link SelectingHttp}), and standard error gathers the lines of records while the context runs ({@link GatheringErr}).
     */
    public void setAlone(boolean alone) {
        this.alone = alone;
    }

    @Override
    protected void doStart() throws Exception {
        if (alone) {
            SelectingHttp.useIn(getServer());
            err = GatheringErr.install();
        }
        super.doStart();
        if (alone) {
            // A young generation that is to grow after the start, as that of ./gangway, does so when the whole heap is
            // collected.
            System.gc();
        }
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        if (err != null) {
            err.uninstall();
        }
    }

    @Override
    protected ContextRequest wrapRequest(Request request, Response response) {
        if (alone) {
            SelectingChannel.use(this, request);
        }
        return super.wrapRequest(request, response);
    }

    @Override
    public InvocationType getInvocationType() {
        return alone ? InvocationType.NON_BLOCKING : super.getInvocationType();
    }
}
