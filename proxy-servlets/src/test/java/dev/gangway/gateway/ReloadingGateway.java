package dev.gangway.gateway;

import dev.gangway.GangwayServlet;
import dev.gangway.testing.FaultGateway;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.TestGateway;
import jakarta.servlet.http.HttpServlet;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.eclipse.jetty.ee10.servlet.ServletHolder;

/** A gateway whose configuration file a test changes, and its MBean. */
final class ReloadingGateway implements AutoCloseable {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final MBeanServer BEANS = ManagementFactory.getPlatformMBeanServer();

    private final String name = "reloading-" + COUNT.incrementAndGet();
    private final TestGateway gateway;

    private ReloadingGateway(Path file, Class<? extends HttpServlet> servlet, String... parameters) throws Exception {
        ServletHolder holder = new ServletHolder(name, servlet);
        holder.setInitParameter("config", file.toString());
        holder.setInitOrder(1);
        for (String parameter : parameters) {
            String[] pair = parameter.split("=", 2);
            holder.setInitParameter(pair[0], pair[1]);
        }
        gateway = TestGateway.start("/", context -> context.addServlet(holder, "/*"));
    }

    static ReloadingGateway start(Path file, String... parameters) throws Exception {
        return new ReloadingGateway(file, GangwayServlet.class, parameters);
    }

    static ReloadingGateway start(Path file, Class<? extends HttpServlet> servlet) throws Exception {
        return new ReloadingGateway(file, servlet);
    }

    int port() {
        return gateway.port();
    }

    TestGateway gateway() {
        return gateway;
    }

    HttpMessage get(String target, String... headers) throws Exception {
        String more = headers.length == 0 ? "" : "\n" + String.join("\n", headers);
        return RawClient.exchange(port(), "GET " + target + " HTTP/1.1\nHost: localhost" + more, new byte[0]);
    }

    private ObjectName bean() throws Exception {
        return new ObjectName("dev.gangway:type=Configuration,context=\"/\",servlet=" + ObjectName.quote(name));
    }

    /** An attribute of the MBean. */
    Object attribute(String attribute) throws Exception {
        return BEANS.getAttribute(bean(), attribute);
    }

    /** The MBean's operation. */
    String reload() throws Exception {
        return (String) BEANS.invoke(bean(), "reload", new Object[0], new String[0]);
    }

    boolean hasBean() throws Exception {
        return BEANS.isRegistered(bean());
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
        gateway.close();
    }
}
