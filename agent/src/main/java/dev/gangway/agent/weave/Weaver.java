package dev.gangway.agent.weave;

import static net.bytebuddy.matcher.ElementMatchers.nameStartsWith;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;

import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.agent.builder.AgentBuilder.DescriptionStrategy;
import net.bytebuddy.agent.builder.AgentBuilder.RedefinitionStrategy;
import net.bytebuddy.agent.builder.ResettableClassFileTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.utility.JavaModule;
import org.jspecify.annotations.Nullable;

/** Weaves the hooks in, and out again. Adds no field and no method to any class, so that it can do both at any time. */
public final class Weaver {

    /** Byte Buddy would leave a class behind, in the application's loader, that reads {@code sun.misc.Unsafe}. */
    private static final String NEXUS = "net.bytebuddy.nexus.disabled";

    private final Instrumentation instrumentation;
    private final Loaders loaders;
    private @Nullable ResettableClassFileTransformer woven;

    /** Weaves by {@code instrumentation}, into what {@code loaders} let it. */
    public Weaver(Instrumentation instrumentation, Loaders loaders) {
        this.instrumentation = instrumentation;
        this.loaders = loaders;
    }

    /** Weaves into what is loaded, and from now on into what will be. */
    public void weave() {
        woven = builder()
                .type((type, loader, module, loaded, domain) -> loaders.wants(type.getName(), loader))
                .transform(Weaver::transform)
                .installOn(instrumentation);
    }

    /** Undoes it by the same instrumentation: another one knows nothing of it. True where nothing is left. */
    public boolean reset() {
        ResetListener listener = new ResetListener();
        return woven == null
                || (woven.reset(
                                instrumentation,
                                RedefinitionStrategy.RETRANSFORMATION,
                                RedefinitionStrategy.BatchAllocator.ForTotal.INSTANCE,
                                listener)
                        && listener.isAll());
    }

    private AgentBuilder builder() {
        WeaveListener listener = new WeaveListener(loaders);
        return buddy().disableClassFormatChanges()
                .with(RedefinitionStrategy.RETRANSFORMATION)
                .with((RedefinitionStrategy.Listener) listener)
                .with(DescriptionStrategy.Default.POOL_ONLY)
                .with((AgentBuilder.Listener) listener)
                .ignore(not(nameStartsWith("org.eclipse.jetty.client.")
                        .or(named("org.eclipse.jetty.io.content.ContentSourceTransformer"))));
    }

    private static AgentBuilder buddy() {
        String before = System.setProperty(NEXUS, "true");
        try {
            return new AgentBuilder.Default(new ByteBuddy()
                    .with(TypeValidation.DISABLED)
                    .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE));
        } finally {
            if (before == null) {
                System.clearProperty(NEXUS);
            } else {
                System.setProperty(NEXUS, before);
            }
        }
    }

    private static DynamicType.Builder<?> transform(
            DynamicType.Builder<?> builder,
            TypeDescription type,
            @Nullable ClassLoader loader,
            @Nullable JavaModule module,
            @Nullable ProtectionDomain domain) {
        DynamicType.Builder<?> result = builder;
        for (Family family : Family.values()) {
            for (Hook hook : family.hooks()) {
                if (hook.type().equals(type.getName())) {
                    result = result.visit(Advice.to(hook.advice()).on(hook.method()));
                }
            }
        }
        return result;
    }
}
