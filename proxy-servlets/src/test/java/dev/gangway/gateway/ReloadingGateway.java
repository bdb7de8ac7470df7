package dev.gangway.gateway;

import dev.gangway.GangwayServlet;
import dev.gangway.testing.FaultGateway;
import dev.gangway.testing.GatewayHost;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.TestGateway;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.jspecify.annotations.Nullable;

/** A gateway whose configuration file a test changes, and its MBean. */
final class ReloadingGateway implements AutoCloseable {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final String BEAN = "dev.gangway:type=Configuration";

    private final MBeanServerConnection beans;
    private final ObjectName name;
    private final Path file;
    private final @Nullable TestGateway embedded;
    private final GatewayHost.@Nullable Running elsewhere;

    private ReloadingGateway(TestGateway embedded, Path file, String servlet) throws Exception {
        this.embedded = embedded;
        this.elsewhere = null;
        this.file = file;
        this.beans = ManagementFactory.getPlatformMBeanServer();
        this.name = new ObjectName(BEAN + ",context=\"/\",servlet=" + ObjectName.quote(servlet));
    }

    private ReloadingGateway(GatewayHost.Running elsewhere) throws Exception {
        this.embedded = null;
        this.elsewhere = elsewhere;
        this.file = elsewhere.config();
        this.beans = elsewhere.beans();
        this.name =
                beans.queryNames(new ObjectName(BEAN + ",*"), null).iterator().next();
    }

    private static ReloadingGateway embedded(Path file, Class<? extends HttpServlet> servlet, String... parameters)
            throws Exception {
        String name = "reloading-" + COUNT.incrementAndGet();
        ServletHolder holder = new ServletHolder(name, servlet);
        holder.setInitParameter("config", file.toString());
        holder.setInitOrder(1);
        for (String parameter : parameters) {
            String[] pair = parameter.split("=", 2);
            holder.setInitParameter(pair[0], pair[1]);
        }
        TestGateway gateway = TestGateway.start("/", context -> context.addServlet(holder, "/*"));
        return new ReloadingGateway(gateway, file, name);
    }

    static ReloadingGateway start(Path file, String... parameters) throws Exception {
        return embedded(file, GangwayServlet.class, parameters);
    }

    static ReloadingGateway start(Path file, Class<? extends HttpServlet> servlet) throws Exception {
        return embedded(file, servlet);
    }

    /** Starts with {@code yaml}, in another place where there is a {@link GatewayHost}. */
    static ReloadingGateway anywhere(Path folder, String yaml) throws Exception {
        GatewayHost host = GatewayHost.FOUND;
        return host == null ? start(file(folder, yaml)) : new ReloadingGateway(host.start(yaml));
    }

    /** Changes its file at once: nobody sees it half written. */
    void write(String yaml) throws IOException {
        Path next = Files.writeString(file.resolveSibling("next.yaml"), yaml);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** How many threads {@code counts}. */
    long threads(Predicate<ThreadInfo> counts) throws IOException {
        ThreadMXBean threads = ManagementFactory.newPlatformMXBeanProxy(
                beans, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
        return Stream.of(threads.dumpAllThreads(false, false)).filter(counts).count();
    }

    int port() {
        return elsewhere != null ? elsewhere.port() : gateway().port();
    }

    TestGateway gateway() {
        return Objects.requireNonNull(embedded);
    }

    HttpMessage get(String target, String... headers) throws Exception {
        String more = headers.length == 0 ? "" : "\n" + String.join("\n", headers);
        return RawClient.exchange(port(), "GET " + target + " HTTP/1.1\nHost: localhost" + more, new byte[0]);
    }

    /** An attribute of the MBean. */
    Object attribute(String attribute) throws Exception {
        return beans.getAttribute(name, attribute);
    }

    /** The MBean's operation. */
    String reload() throws Exception {
        return (String) beans.invoke(name, "reload", new Object[0], new String[0]);
    }

    boolean hasBean() throws Exception {
        return beans.isRegistered(name);
    }

    void awaitReloads(long count) throws Exception {
        FaultGateway.await(count + " reloads", () -> (Long) attribute("Reloads") >= count);
    }

    void awaitFailures(long count) throws Exception {
        FaultGateway.await(count + " failures", () -> (Long) attribute("ReloadFailures") >= count);
    }

    /** A new file in a folder of its own. */
    static Path file(Path folder, String yaml) throws Exception {
        return Files.writeString(Files.createTempDirectory(folder, "config").resolve("gangway.yaml"), yaml);
    }

    @Override
    public void close() {
        if (elsewhere != null) {
            elsewhere.close();
        } else {
            gateway().close();
        }
    }
}
