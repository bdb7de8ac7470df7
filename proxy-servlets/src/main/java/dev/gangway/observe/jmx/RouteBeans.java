package dev.gangway.observe.jmx;

import dev.gangway.observe.ExchangeListener;
import dev.gangway.observe.ExchangeRecord;
import dev.gangway.observe.InFlight;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An MBean {@code dev.gangway:type=Route,context=…,route=…,key=…} per route and key, in the platform's server. */
public final class RouteBeans implements ExchangeListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RouteBeans.class);
    private static final int MOST_NAMESAKES = 100;

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final String context;
    private final InFlight inFlight;
    private final Map<InFlight.Leg, RouteBean> beans = new HashMap<>();
    private final List<ObjectName> names = new ArrayList<>();

    /** Registers a bean for each of {@code legs}, named after the servlet context's path. */
    public RouteBeans(String context, List<InFlight.Leg> legs, InFlight inFlight) {
        this.context = context.isEmpty() ? "/" : context;
        this.inFlight = inFlight;
        legs.forEach(leg -> beans.computeIfAbsent(leg, this::register));
    }

    @Override
    public void onExchange(ExchangeRecord exchange) {
        if (exchange.route() != null && exchange.key() != null) {
            RouteBean bean = beans.get(new InFlight.Leg(exchange.route(), exchange.key()));
            if (bean != null) {
                bean.count(exchange);
            }
        }
    }

    private RouteBean register(InFlight.Leg leg) {
        RouteBean bean = new RouteBean(() -> inFlight.count(leg));
        try {
            names.add(register(leg, bean));
        } catch (JMException e) {
            LOG.warn("No MBean for route {}: {}", leg.route(), e.getClass().getName());
        }
        return bean;
    }

    /** Another server in this JVM may have a route of the same name. */
    private ObjectName register(InFlight.Leg leg, RouteBean bean) throws JMException {
        String name = "dev.gangway:type=Route,context=" + ObjectName.quote(context) + ",route="
                + ObjectName.quote(leg.route()) + ",key=" + ObjectName.quote(leg.key());
        for (int id = 2; ; id++) {
            try {
                return server.registerMBean(bean, new ObjectName(name)).getObjectName();
            } catch (InstanceAlreadyExistsException e) {
                if (id > MOST_NAMESAKES) {
                    throw e;
                }
                name = name.replaceFirst("(,id=\\d+)?$", ",id=" + id);
            }
        }
    }

    @Override
    public void close() {
        for (ObjectName name : names) {
            try {
                server.unregisterMBean(name);
            } catch (JMException e) {
                LOG.warn("{} cannot be unregistered: {}", name, e.getClass().getName());
            }
        }
        names.clear();
    }
}
