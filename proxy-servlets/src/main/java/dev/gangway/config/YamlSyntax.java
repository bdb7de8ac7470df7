package dev.gangway.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/** Says where YAML is broken, and nothing of what stands there. */
final class YamlSyntax {

    /**
     * The parser's location is that of the last good token; the right one is only in its message. The lines of the
     * file that the message quotes are indented further, so they cannot match.
     */
    private static final Pattern MARK =
            Pattern.compile("^ in reader, line (\\d{1,9}), column (\\d{1,9}):$", Pattern.MULTILINE);

    private static final int LONGEST_LINE = 256 * 1024;

    private YamlSyntax() {}

    static String describe(JacksonException e) {
        String place = "";
        Matcher marks = MARK.matcher(String.valueOf(e.getOriginalMessage()));
        while (marks.find()) {
            place = at(marks.group(1), marks.group(2));
        }
        TokenStreamLocation location = e.getLocation();
        if (place.isEmpty() && location != null) {
            place = at(String.valueOf(location.getLineNr()), String.valueOf(location.getColumnNr()));
        }
        return place + "not valid YAML; look at indentation, tabs, quotes and brackets there"
                + " (within { } or [ ] a value with ${...} needs quotes)";
    }

    /** Done here because the parser does not say where such a character is, and takes its time over long lines. */
    static void checkCharacters(String yaml, Problems problems) throws ConfigException {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < yaml.length(); i += Character.charCount(yaml.codePointAt(i))) {
            int c = yaml.codePointAt(i);
            if (c == '\n') {
                line++;
                lineStart = i + 1;
            } else if (i - lineStart >= LONGEST_LINE) {
                throw problems.fatal("line " + line + ": is longer than " + LONGEST_LINE + " characters");
            } else if (!isPrintable(c)) {
                throw problems.fatal("line " + line + ", column " + (i - lineStart + 1)
                        + ": a control character, which YAML does not allow");
            }
        }
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL -> c == '\t' || c == '\r' || c == 0x85;
            case Character.SURROGATE -> false;
            default -> c != 0xFFFE && c != 0xFFFF;
        };
    }

    private static String at(String line, String column) {
        return "line " + line + ", column " + column + ": ";
    }
}
