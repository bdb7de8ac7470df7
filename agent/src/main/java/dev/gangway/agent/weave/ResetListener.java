package dev.gangway.agent.weave;

import java.util.List;
import net.bytebuddy.agent.builder.AgentBuilder.RedefinitionStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears which classes the JVM does not take back, as where another agent spoils them: Byte Buddy says nowhere else. */
final class ResetListener extends RedefinitionStrategy.Listener.Adapter {

    private static final Logger LOG = LoggerFactory.getLogger(ResetListener.class);

    private boolean all = true;

    /** The JVM takes all of a batch or none: each class gets a try of its own. */
    @Override
    public Iterable<? extends List<Class<?>>> onError(
            int index, List<Class<?>> batch, Throwable throwable, List<Class<?>> types) {
        if (batch.size() > 1) {
            return batch.stream().map(List::<Class<?>>of).toList();
        }
        LOG.warn("{} is not as it was: {}", batch, throwable.toString());
        all = false;
        return List.of();
    }

    /** Whether every class is as it was. */
    boolean isAll() {
        return all;
    }
}
