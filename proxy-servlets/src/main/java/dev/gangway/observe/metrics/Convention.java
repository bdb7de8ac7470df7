package dev.gangway.observe.metrics;

/** Which names the {@code gen_ai} metrics have. */
public enum Convention {
    /** Those of OpenTelemetry's semantic conventions 1.41, the last with a number. */
    V1_41,
    /** Those in development since. */
    LATEST,
    /** Both. */
    BOTH;

    boolean old() {
        return this != LATEST;
    }

    boolean latest() {
        return this != V1_41;
    }
}
