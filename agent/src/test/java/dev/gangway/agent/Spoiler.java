package dev.gangway.agent;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/** Another agent, with which the JVM does not change a class any more. */
public final class Spoiler implements ClassFileTransformer {

    private final String spoilt;

    private Spoiler(String spoilt) {
        this.spoilt = spoilt;
    }

    public static void agentmain(String arguments, Instrumentation instrumentation) {
        instrumentation.addTransformer(new Spoiler(arguments), true);
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> type,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        return spoilt.equals(name) ? new byte[] {0} : null;
    }
}
