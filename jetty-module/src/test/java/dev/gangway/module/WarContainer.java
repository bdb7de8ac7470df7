package dev.gangway.module;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gangway.testing.GatewayHost;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** A container with the WAR at its root, in a JVM of its own; the WAR is started anew for each configuration. */
final class WarContainer implements GatewayHost.Running {
    private final Child jvm;
    private final @Nullable Path config;
    private final Management management;
    private final ObjectName application;
    private final int port;
    private int logStart;

    private WarContainer(Child jvm, @Nullable Path config, Management management) {
        this.jvm = jvm;
        this.config = config;
        this.management = management;
        this.application = management.await("*:type=webappcontext,*", "*:j2eeType=WebModule,name=//localhost/,*");
        awaitStarted();
        ObjectName connector = management.await("*:type=serverconnector,*", "*:type=Connector,*");
        this.port = (int) management.await(connector, "localPort", found -> (int) found > 0);
    }

    /** Starts {@code container} with {@code yaml}. */
    static WarContainer start(Container container, String yaml) throws Exception {
        Path base = Build.workDirectory();
        Path config = Files.writeString(base.resolve("gangway.yaml"), yaml);
        return of(container.start(base, List.of("-Dgangway.config=" + config), Map.of()), config);
    }

    /** Waits for a container that cannot be given another configuration. */
    static WarContainer of(Child jvm) {
        return of(jvm, null);
    }

    private static WarContainer of(Child jvm, @Nullable Path config) {
        try {
            return new WarContainer(jvm, config, Management.of(jvm));
        } catch (Exception | AssertionError e) {
            jvm.close();
            throw new AssertionError(jvm.toString(), e);
        }
    }

    /** Starts the web application anew. */
    WarContainer restart(String yaml) throws Exception {
        Files.writeString(config(), yaml);
        management.call(application, "stop");
        logStart = jvm.err().length();
        management.call(application, "start");
        awaitStarted();
        return this;
    }

    private void awaitStarted() {
        String state = application.getDomain().startsWith("org.eclipse.jetty") ? "state" : "stateName";
        management.await(application, state, "STARTED"::equals);
    }

    /** What {@code upstream} is asked when a client asks this WAR. */
    HttpMessage asked(RawUpstream upstream) throws Exception {
        HttpMessage answer = RawClient.exchange(
                port, "GET /openai_passthrough/x HTTP/1.1\nHost: localhost\nConnection: close", new byte[0]);
        assertEquals(200, answer.status(), jvm::toString);
        return upstream.take();
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String log() {
        return jvm.err().substring(logStart);
    }

    @Override
    public Path config() {
        if (config == null) {
            throw new IllegalStateException("its configuration is not ours");
        }
        return config;
    }

    @Override
    public MBeanServerConnection beans() {
        return management.beans();
    }

    Management management() {
        return management;
    }

    Child jvm() {
        return jvm;
    }

    @Override
    public void close() {
        jvm.close();
    }
}
