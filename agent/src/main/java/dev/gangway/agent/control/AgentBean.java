package dev.gangway.agent.control;

import dev.gangway.agent.call.Counters;
import dev.gangway.agent.config.InvalidSettings;
import dev.gangway.agent.weave.Loaders;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What JMX, and the command line by it, sees of the agent. */
public final class AgentBean implements AgentMXBean {

    private static final Logger LOG = LoggerFactory.getLogger(AgentBean.class);

    /** What there is to see, and to do. */
    public interface Controlled {

        /** Changes a setting. */
        void set(String name, String value) throws InvalidSettings, IOException;

        /** Takes the agent out; true where all classes are as they were. */
        boolean detach();

        /** The Jetty clients that were found. */
        Loaders loaders();

        /** What happened. */
        Counters counters();

        /** How many records were not written. */
        long lost();

        /** What is not as it is by default. */
        Map<String, String> settings();
    }

    private final Controlled agent;
    private final String version;

    /** An MBean of {@code agent}, not registered yet. */
    public AgentBean(Controlled agent, String version) {
        this.agent = agent;
        this.version = version;
    }

    /** Registers it with the platform's server. */
    public void register() {
        try {
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            Object ignored = server.registerMBean(this, new ObjectName(NAME));
        } catch (JMException e) {
            LOG.warn("No MBean {}: {}", NAME, e.toString());
        }
    }

    /** Takes it back. */
    public void unregister() {
        try {
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            if (server.isRegistered(new ObjectName(NAME))) {
                server.unregisterMBean(new ObjectName(NAME));
            }
        } catch (JMException e) {
            LOG.warn("The MBean {} stays: {}", NAME, e.toString());
        }
    }

    @Override
    public String getVersion() {
        return version;
    }

    @Override
    public String[] getClients() {
        return agent.loaders().report().toArray(String[]::new);
    }

    @Override
    public String[] getWovenClasses() {
        return agent.loaders().woven().toArray(String[]::new);
    }

    @Override
    public int getWeaveFailures() {
        return agent.loaders().failures();
    }

    @Override
    public long getExchanges() {
        return agent.counters().exchanges();
    }

    @Override
    public long getErrors() {
        return agent.counters().errors();
    }

    @Override
    public long getLost() {
        return agent.lost();
    }

    @Override
    public int getFaults() {
        return agent.counters().faults();
    }

    @Override
    public Map<String, String> getSettings() {
        return agent.settings();
    }

    @Override
    public String set(String name, String value) {
        try {
            agent.set(name, value);
            return "";
        } catch (InvalidSettings e) {
            return String.join("\n", e.problems());
        } catch (IOException e) {
            return "file: cannot be written: " + e;
        }
    }

    @Override
    public boolean detach() {
        return agent.detach();
    }
}
