package dev.gangway.gateway;

/** Libraries that are used where they are there. */
final class Libraries {

    static final String MICROMETER = "io.micrometer.core.instrument.MeterRegistry";

    static final String OPENTELEMETRY = "io.opentelemetry.api.trace.Span";

    private Libraries() {}

    static boolean has(String type) {
        try {
            Class<?> ignored = Class.forName(type, false, Libraries.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
