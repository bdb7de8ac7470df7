package dev.gangway.observe;

/** What a text must not hold that is to be one line wherever it is read. */
final class TextLines {

    private TextLines() {}

    /** What moves a terminal, and what Unicode breaks lines at, and some readers of logs with it. */
    static boolean forbid(int c) {
        return Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
    }
}
