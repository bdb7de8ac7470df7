package dev.gangway.module;

import dev.gangway.testing.GatewayHost;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.management.MBeanServerConnection;

/** Runs the gateways of the contract tests as a WAR, in the container that the property {@code gangway.container} names. */
public final class WarHost implements GatewayHost {
    private final Container container = Container.of(System.getProperty("gangway.container", "jetty-ee10"));
    private final Deque<WarContainer> idle = new ArrayDeque<>();

    @Override
    public synchronized Running start(String yaml) throws Exception {
        WarContainer next = idle.poll();
        return new Lease(next == null ? launch(yaml) : next.restart(yaml));
    }

    private WarContainer launch(String yaml) throws Exception {
        WarContainer launched = WarContainer.start(container, yaml);
        Runtime.getRuntime().addShutdownHook(new Thread(launched::close));
        return launched;
    }

    private synchronized void giveBack(WarContainer free) {
        idle.push(free);
    }

    /** A container, for as long as a test needs it. */
    private final class Lease implements Running {
        private final WarContainer leased;

        Lease(WarContainer leased) {
            this.leased = leased;
        }

        @Override
        public int port() {
            return leased.port();
        }

        @Override
        public String log() {
            return leased.log();
        }

        @Override
        public Path config() {
            return leased.config();
        }

        @Override
        public MBeanServerConnection beans() {
            return leased.beans();
        }

        @Override
        public void close() {
            giveBack(leased);
        }
    }
}
