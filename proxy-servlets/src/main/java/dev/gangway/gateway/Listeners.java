package dev.gangway.gateway;

import dev.gangway.observe.ExchangeListener;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds users' own listeners: what the class path's {@code META-INF/services/dev.gangway.observe.ExchangeListener} name. */
final class Listeners {

    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);
    private static final int MOST = 100;

    private Listeners() {}

    /** Those that can be made; of the others the log tells. */
    static List<ExchangeListener> find(@Nullable ClassLoader of) {
        ClassLoader loader = of == null ? Listeners.class.getClassLoader() : of;
        List<ExchangeListener> found = new ArrayList<>();
        Iterator<ExchangeListener> names =
                ServiceLoader.load(ExchangeListener.class, loader).iterator();
        for (int i = 0; i < MOST; i++) {
            try {
                if (!names.hasNext()) {
                    break;
                }
                found.add(names.next());
            } catch (ServiceConfigurationError | LinkageError e) {
                LOG.warn("A listener is left out: {}", e.getMessage());
            }
        }
        return found;
    }
}
