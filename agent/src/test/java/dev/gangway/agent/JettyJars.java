package dev.gangway.agent;

import java.nio.file.Path;
import java.util.List;

/** The jars of a server, for tests in other packages. */
public final class JettyJars {

    private JettyJars() {}

    /** Those of {@code jetty}, a constant of {@link Jetty}. */
    public static List<Path> of(String jetty) {
        return Jetty.valueOf(jetty).core();
    }
}
