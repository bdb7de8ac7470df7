package dev.gangway.agent.call;

import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The Jetty clients of this JVM. Neither keeps the other alive: Jetty's classes hold ours weakly, so that the agent can be
 * unloaded, and we hold theirs softly, so that an application can.
 */
final class JettyApis {

    private final Map<ClassLoader, SoftReference<JettyApi>> kept = new WeakHashMap<>();

    private final ClassValue<WeakReference<JettyApi>> known = new ClassValue<>() {
        @Override
        protected WeakReference<JettyApi> computeValue(Class<?> type) {
            return new WeakReference<>(find(type.getClassLoader()));
        }
    };

    /** The client that an object of {@code type} belongs to. */
    JettyApi of(Class<?> type) {
        JettyApi api = known.get(type).get();
        while (api == null) {
            known.remove(type);
            api = known.get(type).get();
        }
        return api;
    }

    private synchronized JettyApi find(ClassLoader loader) {
        SoftReference<JettyApi> reference = kept.get(loader);
        @Nullable JettyApi api = reference == null ? null : reference.get();
        if (api == null) {
            try {
                api = JettyApi.of(loader);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
            kept.put(loader, new SoftReference<>(api));
        }
        return api;
    }
}
