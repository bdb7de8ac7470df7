package dev.gangway.agent;

import java.io.IOException;

/** A program without a Jetty, which waits for the end of its standard input. */
public final class Idle {

    private Idle() {}

    public static void main(String[] arguments) throws IOException {
        String pretended = System.getProperty("idle.java");
        if (pretended != null) {
            // The JVM does not let its options say so.
            System.setProperty("java.specification.version", pretended);
        }
        System.out.println("READY");
        while (System.in.read() >= 0) {
            // Whatever it is.
        }
    }
}
