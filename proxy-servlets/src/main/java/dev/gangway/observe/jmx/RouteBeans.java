package dev.gangway.observe.jmx;

import dev.gangway.observe.ExchangeListener;
import dev.gangway.observe.ExchangeRecord;
import dev.gangway.observe.InFlight;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** An MBean {@code dev.gangway:type=Route,context=…,route=…,key=…} per route and key, in the platform's server. */
public final class RouteBeans implements ExchangeListener, AutoCloseable {

    private record Registered(RouteBean bean, @Nullable ObjectName name) {}

    private final Beans server;
    private final InFlight inFlight;
    private final Map<InFlight.Leg, Registered> beans = new ConcurrentHashMap<>();

    /** Registers beans in {@code server}. */
    public RouteBeans(Beans server, InFlight inFlight) {
        this.server = server;
        this.inFlight = inFlight;
    }

    /** From now on there is a bean for each of {@code legs}; those that were there before count on. */
    public void serve(Collection<InFlight.Leg> legs) {
        Set<InFlight.Leg> gone = new HashSet<>(beans.keySet());
        for (InFlight.Leg leg : legs) {
            gone.remove(leg);
            beans.computeIfAbsent(leg, this::register);
        }
        for (InFlight.Leg leg : gone) {
            Registered registered = beans.remove(leg);
            server.unregister(registered == null ? null : registered.name());
        }
    }

    private Registered register(InFlight.Leg leg) {
        RouteBean bean = new RouteBean(() -> inFlight.count(leg));
        String name = "route=" + ObjectName.quote(leg.route()) + ",key=" + ObjectName.quote(leg.key());
        return new Registered(bean, server.register("Route", name, bean));
    }

    @Override
    public void onExchange(ExchangeRecord exchange) {
        if (exchange.route() != null && exchange.key() != null) {
            Registered registered = beans.get(new InFlight.Leg(exchange.route(), exchange.key()));
            if (registered != null) {
                registered.bean().count(exchange);
            }
        }
    }

    @Override
    public void close() {
        serve(Set.of());
    }
}
