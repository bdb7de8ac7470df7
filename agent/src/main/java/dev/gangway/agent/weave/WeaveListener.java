package dev.gangway.agent.weave;

import java.util.List;
import java.util.Map;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.agent.builder.AgentBuilder.RedefinitionStrategy;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.utility.JavaModule;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears what becomes of the weaving. Failures of a retransformation are told by the second interface alone. */
final class WeaveListener extends AgentBuilder.Listener.Adapter implements RedefinitionStrategy.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(WeaveListener.class);

    private final Loaders loaders;

    WeaveListener(Loaders loaders) {
        this.loaders = loaders;
    }

    @Override
    public void onTransformation(
            TypeDescription type,
            @Nullable ClassLoader loader,
            @Nullable JavaModule module,
            boolean loaded,
            DynamicType dynamicType) {
        loaders.woven(type.getName(), loader);
    }

    @Override
    public void onError(
            String type,
            @Nullable ClassLoader loader,
            @Nullable JavaModule module,
            boolean loaded,
            Throwable throwable) {
        LOG.warn("{} was not woven into: {}", type, throwable.toString());
        loaders.failed();
    }

    @Override
    public void onBatch(int index, List<Class<?>> batch, List<Class<?>> types) {
        // Three or four classes, in one go.
    }

    @Override
    public Iterable<? extends List<Class<?>>> onError(
            int index, List<Class<?>> batch, Throwable throwable, List<Class<?>> types) {
        LOG.warn("{} were not woven into: {}", batch, throwable.toString());
        loaders.failed();
        return List.of();
    }

    @Override
    public void onComplete(int amount, List<Class<?>> types, Map<List<Class<?>>, Throwable> failures) {
        // Failures were told above.
    }
}
