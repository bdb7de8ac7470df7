package dev.gangway.agent.cli;

import com.sun.tools.attach.VirtualMachine;
import dev.gangway.agent.control.AgentMXBean;
import dev.gangway.agent.control.StatusProperty;
import java.io.IOException;
import java.util.Optional;
import java.util.Properties;
import javax.management.JMException;
import javax.management.JMX;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A JVM that is running. */
final class Target implements AutoCloseable {

    private static final int OLDEST = 17;
    private static final JsonMapper JSON = new JsonMapper();

    private final VirtualMachine machine;
    private final String pid;
    private final String jar;
    private @Nullable JMXConnector connector;

    private Target(VirtualMachine machine, String pid, String jar) {
        this.machine = machine;
        this.pid = pid;
        this.jar = jar;
    }

    /** Attaches to {@code pid}, which does not load anything yet. */
    static Target open(String pid, String jar) throws Problem {
        if (pid.equals(String.valueOf(ProcessHandle.current().pid()))) {
            throw new Problem(Exit.USAGE, pid + " is this command itself.", "Name the JVM of the gateway; see: list.");
        }
        Optional<Obstacle> seen = Jvms.obstacle(pid);
        if (seen.isPresent()) {
            throw seen.get().problem(pid, jar);
        }
        try {
            return new Target(VirtualMachine.attach(pid), pid, jar);
        } catch (Exception e) {
            throw Problem.of(e, pid, jar);
        }
    }

    Properties properties() throws Problem {
        try {
            return machine.getSystemProperties();
        } catch (IOException e) {
            throw Problem.of(e, pid, jar);
        }
    }

    /** What the agent says of itself there, or null where it says nothing. */
    @Nullable JsonNode status() throws Problem {
        String status = properties().getProperty(StatusProperty.NAME);
        try {
            return status == null ? null : JSON.readTree(status);
        } catch (JacksonException e) {
            throw new Problem(
                    Exit.FAILED,
                    "The property " + StatusProperty.NAME + " of " + pid + " is not what the agent writes.",
                    "Start it without -D" + StatusProperty.NAME + ".");
        }
    }

    static boolean isAttached(@Nullable JsonNode status) {
        return status != null && status.path("state").asString().equals("attached");
    }

    /** Fails where the agent cannot run on the Java there. */
    void requireJava() throws Problem {
        String version = properties().getProperty("java.specification.version", "0");
        if (version.startsWith("1.") || Integer.parseInt(version) < OLDEST) {
            throw Obstacle.OLD_JAVA.problem(pid, jar);
        }
    }

    /** Loads the agent there. */
    void load(String arguments) throws Problem {
        try {
            machine.loadAgent(jar, arguments);
        } catch (Exception e) {
            throw Problem.of(e, pid, jar);
        }
    }

    /** The agent there, by JMX: unlike loading it again, this is nothing that a JVM warns of. */
    @SuppressWarnings("BanJNDI") // The address is that of the JVM itself, which runs as us.
    AgentMXBean agent() throws Problem {
        if (!isAttached(status())) {
            throw new Problem(
                    Exit.NOT_ATTACHED, "The agent is not in " + pid + ".", "Put it there: attach " + pid + ".");
        }
        try {
            JMXConnector open = JMXConnectorFactory.connect(new JMXServiceURL(management()));
            connector = open;
            MBeanServerConnection server = open.getMBeanServerConnection();
            ObjectName name = new ObjectName(AgentMXBean.NAME);
            if (!server.isRegistered(name)) {
                throw new Problem(
                        Exit.NOT_ATTACHED,
                        "The agent in " + pid + " waits for Jetty's HTTP client to be used.",
                        "Try again after the first request.");
            }
            return JMX.newMXBeanProxy(server, name, AgentMXBean.class);
        } catch (IOException | JMException e) {
            throw Problem.talking(e, pid);
        }
    }

    private String management() throws Problem {
        try {
            return machine.startLocalManagementAgent();
        } catch (IOException e) {
            throw Problem.of(e, pid, jar);
        }
    }

    @Override
    public void close() {
        try {
            if (connector != null) {
                connector.close();
            }
            machine.detach();
        } catch (IOException e) {
            // It went away, and so do we.
        }
    }
}
