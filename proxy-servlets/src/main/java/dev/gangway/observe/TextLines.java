package dev.gangway.observe;

/** What a text must not hold that is to be one line wherever it is read. */
final class TextLines {

    private TextLines() {}

    /** What Unicode breaks lines at besides control characters, and some readers of logs with it. */
    static boolean isBreak(int c) {
        return c == '\u2028' || c == '\u2029';
    }
}
