package dev.gangway.gateway;

import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;

/** Prints {@code gangway ready http://HOST:PORT} once a server has started, for the launcher and its users. */
public final class ReadyLine implements LifeCycle.Listener {

    @Override
    @SuppressWarnings("SystemOut") // the launcher's promise to whoever started it
    public void lifeCycleStarted(LifeCycle event) {
        for (Connector connector : ((Server) event).getConnectors()) {
            if (connector instanceof NetworkConnector network) {
                String scheme = connector.getProtocols().contains("ssl") ? "https" : "http";
                String host = network.getHost() == null ? "0.0.0.0" : network.getHost();
                System.out.println("gangway ready " + scheme + "://" + host + ":" + network.getLocalPort());
            }
        }
        System.out.flush();
    }
}
