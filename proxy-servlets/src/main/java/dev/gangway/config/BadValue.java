package dev.gangway.config;

/** Says what a value must be. The message never holds the value: it may be a secret in the wrong place. */
final class BadValue extends Exception {

    BadValue(String message) {
        super(message);
    }

    /** The message, which is never null. */
    String reason() {
        return String.valueOf(getMessage());
    }
}
