package dev.gangway.agent.boot;

import java.lang.reflect.InvocationTargetException;

/** The command line. */
public final class Main {

    /** The exit code where this Java is too old; it could not read where the others are. */
    public static final int TOO_OLD = 10;

    private Main() {}

    /** Runs one command; {@code docs/agent.md} names them and the exit codes. */
    public static void main(String[] arguments) throws Exception {
        String refusal = Agent.refusal(System.getProperty("java.specification.version", ""));
        if (refusal != null) {
            System.err.println(refusal);
            System.exit(TOO_OLD);
        }
        try (IsolatedLoader loader = new IsolatedLoader(Agent.ownJar(), Main.class.getClassLoader())) {
            Object code = loader.loadClass("dev.gangway.agent.cli.Cli")
                    .getMethod("run", String.class, String[].class)
                    .invoke(null, Agent.ownJar().getPath(), arguments);
            System.exit((Integer) code);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception ? (Exception) e.getCause() : e;
        }
    }
}
