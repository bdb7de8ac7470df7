package dev.gangway.gateway;

import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/** The web application's own environment entries, those below {@code java:comp/env/} and no others. */
final class Jndi {

    private static final String ENVIRONMENT = "java:comp/env/";

    private Jndi() {}

    /** Gives what the container holds under {@code name}, or null; a colon could lead elsewhere, even to other hosts. */
    @SuppressWarnings("BanJNDI") // the prefix and the refused colon keep it inside the container
    static @Nullable Object find(String name) {
        if (name.indexOf(':') >= 0) {
            throw new IllegalArgumentException("a JNDI name with a scheme");
        }
        try {
            return new InitialContext().lookup(ENVIRONMENT + name);
        } catch (NamingException e) {
            return null; // not set, or no container that could hold it
        }
    }
}
