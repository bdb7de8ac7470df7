package dev.gangway.stream;

/** Is told what a {@link JsonScanner} finds. */
public interface JsonSink {

    /** A string at {@code path}; strings longer than {@link JsonScanner#LONGEST} bytes are not told. */
    void string(int path, String value);

    /** A number at {@code path}, as it is written. */
    void number(int path, String digits);

    /** {@code true}, {@code false} or {@code null} at {@code path}. */
    default void literal(int path, String word) {}

    /** An object or array at {@code path} has ended. */
    default void ended(int path) {}

    /** A whole document has ended. */
    default void documentEnded() {}
}
