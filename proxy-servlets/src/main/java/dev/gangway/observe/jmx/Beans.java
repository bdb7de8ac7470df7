package dev.gangway.observe.jmx;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one servlet has registered in the platform's MBean server. */
public final class Beans implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Beans.class);
    private static final int MOST_NAMESAKES = 100;

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final String context;
    private final List<ObjectName> names = new ArrayList<>();

    /** For a servlet in the servlet context at {@code context}, which is empty for the root. */
    public Beans(String context) {
        this.context = ObjectName.quote(context.isEmpty() ? "/" : context);
    }

    /**
     * Registers {@code bean} as {@code dev.gangway:type=…,context=…} and {@code rest}, whose values are quoted. Another server
     * in this JVM may have one of that name: then it gets an {@code id} more. Null where it cannot be registered.
     */
    public synchronized @Nullable ObjectName register(String type, String rest, Object bean) {
        String name = "dev.gangway:type=" + type + ",context=" + context + "," + rest;
        try {
            ObjectName registered = register(name, bean);
            names.add(registered);
            return registered;
        } catch (JMException e) {
            LOG.warn("No MBean {}: {}", name, e.getClass().getName());
            return null;
        }
    }

    private ObjectName register(String name, Object bean) throws JMException {
        String free = name;
        for (int id = 2; ; id++) {
            try {
                return server.registerMBean(bean, new ObjectName(free)).getObjectName();
            } catch (InstanceAlreadyExistsException e) {
                if (id > MOST_NAMESAKES) {
                    throw e;
                }
                free = name + ",id=" + id;
            }
        }
    }

    /** Takes back what {@link #register} gave. */
    public synchronized void unregister(@Nullable ObjectName name) {
        if (name != null && names.remove(name)) {
            remove(name);
        }
    }

    private void remove(ObjectName name) {
        try {
            server.unregisterMBean(name);
        } catch (JMException e) {
            LOG.warn("{} cannot be unregistered: {}", name, e.getClass().getName());
        }
    }

    @Override
    public synchronized void close() {
        names.forEach(this::remove);
        names.clear();
    }
}
