package dev.gangway.agent.boot;

import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/**
 * The way in, at the start of a JVM ({@code -javaagent:}) and later (attach). Readable for Java 8, so that an older JVM
 * than the agent needs is told so. Whatever goes wrong here, the application runs on.
 */
public final class Agent {

    static final int OLDEST = 17;

    private static @Nullable IsolatedLoader loader;

    private Agent() {}

    /** Called by the JVM before {@code main}. */
    public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
        start(arguments, instrumentation, false);
    }

    /** Called by the JVM when the agent is attached. */
    public static void agentmain(@Nullable String arguments, Instrumentation instrumentation) {
        start(arguments, instrumentation, true);
    }

    private static synchronized void start(
            @Nullable String arguments, Instrumentation instrumentation, boolean attached) {
        String given = arguments == null ? "" : arguments;
        String refusal = refusal(System.getProperty("java.specification.version", ""));
        if (refusal != null) {
            System.err.println(refusal + "; the application runs on without it");
        } else if (loader != null) {
            System.err.println("gangway-agent: already attached; detach it first, or change settings with: set");
        } else {
            open(given, instrumentation, attached);
        }
    }

    private static void open(String arguments, Instrumentation instrumentation, boolean attached) {
        try {
            IsolatedLoader opened = new IsolatedLoader(jar(arguments), Agent.class.getClassLoader());
            loader = opened;
            Object started = session(opened)
                    .getMethod("start", String.class, Instrumentation.class, boolean.class, Runnable.class)
                    .invoke(null, arguments, instrumentation, attached, new Gone());
            if (Boolean.FALSE.equals(started)) {
                close();
            }
        } catch (Throwable e) {
            Throwable cause = e instanceof InvocationTargetException && e.getCause() != null ? e.getCause() : e;
            System.err.println("gangway-agent: not started, the application runs on without it: " + cause);
            close();
        }
    }

    /** Its logging asks the thread's loader for properties; the application may have some of its own. */
    private static Class<?> session(IsolatedLoader opened) throws ClassNotFoundException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(opened);
        try {
            return Class.forName("dev.gangway.agent.Session", true, opened);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Null where the agent can run on {@code version} of Java. */
    static @Nullable String refusal(String version) {
        int major = version.startsWith("1.") || version.isEmpty() ? 8 : Integer.parseInt(version);
        return major >= OLDEST ? null : "gangway-agent: needs Java " + OLDEST + " or newer, this is Java " + major;
    }

    /** This class stays when a JVM gets a newer agent: the command line says where that one's jar is. */
    private static File jar(String arguments) throws Exception {
        for (String argument : arguments.split(";", -1)) {
            if (argument.startsWith("jar=")) {
                return new File(argument.substring("jar=".length()));
            }
        }
        return ownJar();
    }

    static File ownJar() throws Exception {
        return new File(
                Agent.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static synchronized void close() {
        IsolatedLoader open = loader;
        loader = null;
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            // Nobody reads from it any more.
        }
    }

    /** Lets go of the agent, so that the JVM can unload it. */
    private static final class Gone implements Runnable {
        @Override
        public void run() {
            close();
        }
    }
}
