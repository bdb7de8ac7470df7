package dev.gangway.module;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.jspecify.annotations.Nullable;

/** JMX of another JVM, without a port. */
record Management(MBeanServerConnection beans, Child jvm) {

    private static final Duration MOMENT = Duration.ofMillis(20);

    @SuppressWarnings("BanJNDI") // what it connects to is our own child
    static Management of(Child jvm) throws Exception {
        jvm.awaitJava();
        VirtualMachine machine = VirtualMachine.attach(Long.toString(jvm.pid()));
        try {
            JMXServiceURL url = new JMXServiceURL(machine.startLocalManagementAgent());
            return new Management(JMXConnectorFactory.connect(url).getMBeanServerConnection(), jvm);
        } finally {
            machine.detach();
        }
    }

    /** Waits for a bean that matches one of {@code patterns}. */
    ObjectName await(String... patterns) {
        long end = System.nanoTime() + Child.PATIENCE.toNanos();
        while (System.nanoTime() < end && jvm.isAlive()) {
            for (String pattern : patterns) {
                Set<ObjectName> found = find(pattern);
                if (!found.isEmpty()) {
                    return found.iterator().next();
                }
            }
            Child.sleep(MOMENT);
        }
        throw new AssertionError("No bean " + String.join(", ", patterns) + "\n" + jvm);
    }

    /** Waits until {@code attribute} has a value that is {@code wanted}. */
    Object await(ObjectName bean, String attribute, Predicate<Object> wanted) {
        long end = System.nanoTime() + Child.PATIENCE.toNanos();
        Object value = null;
        while (System.nanoTime() < end && jvm.isAlive()) {
            value = get(bean, attribute);
            if (wanted.test(value)) {
                return value;
            }
            Child.sleep(MOMENT);
        }
        throw new AssertionError(bean + " " + attribute + " is " + value + "\n" + jvm);
    }

    Object get(ObjectName bean, String attribute) {
        try {
            return beans.getAttribute(bean, attribute);
        } catch (Exception e) {
            throw new AssertionError(bean + " " + attribute + "\n" + jvm, e);
        }
    }

    /** Fails where the other JVM does not answer in time: it may be in a deadlock. */
    @Nullable Object call(ObjectName bean, String operation) {
        return CompletableFuture.supplyAsync(() -> invoke(bean, operation))
                .orTimeout(Child.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private @Nullable Object invoke(ObjectName bean, String operation) {
        try {
            return beans.invoke(bean, operation, null, null);
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    private Set<ObjectName> find(String pattern) {
        try {
            return beans.queryNames(new ObjectName(pattern), null);
        } catch (IOException | javax.management.MalformedObjectNameException e) {
            throw new AssertionError(e);
        }
    }
}
