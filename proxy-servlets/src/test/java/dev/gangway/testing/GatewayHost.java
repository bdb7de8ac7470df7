package dev.gangway.testing;

import java.nio.file.Path;
import java.util.ServiceLoader;
import javax.management.MBeanServerConnection;
import org.jspecify.annotations.Nullable;

/**
 * Another place than an embedded Jetty for the gateways under test, found as a service: where there is one, the same
 * tests hold for it. Tests that look into the embedded server are then aborted.
 */
public interface GatewayHost {

    /** The one to use, or null for the embedded Jetty. */
    @Nullable GatewayHost FOUND = ServiceLoader.load(GatewayHost.class).findFirst().orElse(null);

    /** Starts a gateway at the root context with {@code yaml}. */
    Running start(String yaml) throws Exception;

    /** A gateway, as a rule in another process. */
    interface Running extends AutoCloseable {

        /** On 127.0.0.1. */
        int port();

        /** What it has logged since its start. */
        String log();

        /** The file that it is configured by, which may change while it runs. */
        Path config();

        /** JMX of its JVM. */
        MBeanServerConnection beans();

        @Override
        void close();
    }
}
