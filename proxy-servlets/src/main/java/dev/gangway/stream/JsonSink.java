package dev.gangway.stream;

import java.nio.charset.StandardCharsets;

/** Is told what a {@link JsonScanner} finds. */
public interface JsonSink {

    /** A string at {@code path}; strings longer than {@link JsonScanner#LONGEST} bytes are not told. */
    void string(int path, String value);

    /** A number at {@code path}, as it is written. */
    void number(int path, String digits);

    /** The same as {@link #string}, for those who can do without a new one: the first {@code length} of {@code utf8}. */
    default void text(int path, byte[] utf8, int length) {
        string(path, new String(utf8, 0, length, StandardCharsets.UTF_8));
    }

    /** Whether it changes nothing to be told the text at {@code path} a second time in a row. */
    default boolean isKnownAgain(int path) {
        return false;
    }

    /** {@code true}, {@code false} or {@code null} at {@code path}. */
    default void literal(int path, String word) {}

    /** A piece of the string at a {@code path} that is streamed; {@link #ended} tells its end. */
    default void piece(int path, byte[] bytes, int offset, int length) {}

    /** An object or array at {@code path} has ended. */
    default void ended(int path) {}

    /** A whole document has ended. */
    default void documentEnded() {}
}
