package dev.gangway.servlet;

import org.jspecify.annotations.Nullable;

/**
 * Which request lines are refused. The gateway routes on the raw path and forwards it raw; whatever a server
 * further on could read as another path would get past the routes.
 */
final class RequestTarget {

    private static final String TOKEN_SYMBOLS = "!#$%&'*+-.^_`|~";

    private RequestTarget() {}

    /** What is wrong with a method, or null. HTTP/2 lets one carry a space, and with it a target of its own. */
    static @Nullable String problem(String method) {
        for (int i = 0; i < method.length(); i++) {
            char c = method.charAt(i);
            if (c >= 0x7F || !(Character.isLetterOrDigit(c) || TOKEN_SYMBOLS.indexOf(c) >= 0)) {
                return "The method is not a token (RFC 9110, section 9.1).";
            }
        }
        return null;
    }

    /** What is wrong with a raw path and query, or null. */
    static @Nullable String problem(String path, @Nullable String query) {
        if (!isVisibleAscii(path) || (query != null && !isVisibleAscii(query))) {
            return "The URL holds a space, a control character or one that is not ASCII. Write it as %XX.";
        }
        if (hasMalformedEscape(path) || (query != null && hasMalformedEscape(query))) {
            return "The URL holds a percent sign that is not followed by two hexadecimal digits.";
        }
        if (path.contains("//")) {
            return "The URL's path holds an empty segment (//). Check the base URL for a slash too many.";
        }
        String decoded = decode(path);
        for (int i = 0; i < decoded.length(); i++) {
            char c = decoded.charAt(i);
            if (c < ' ' || c == 0x7F || c == '\\') {
                return "The URL's path holds a backslash or a control character.";
            }
        }
        return hasDotSegment(decoded) ? "The URL's path holds a dot segment (. or ..)." : null;
    }

    /**
     * HTTP/2 can carry a space, at which the target would end in the request line upstream. What is not ASCII does not
     * reach the HTTP client as the bytes that were sent, and leaves it as question marks.
     */
    private static boolean isVisibleAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) >= 0x7F) {
                return false;
            }
        }
        return true;
    }

    /** Path parameters do not hide a dot segment: some servers read {@code ..;x} as {@code ..}. */
    private static boolean hasDotSegment(String decoded) {
        for (String segment : decoded.split("/", -1)) {
            int semicolon = segment.indexOf(';');
            String name = semicolon < 0 ? segment : segment.substring(0, semicolon);
            if (name.equals(".") || name.equals("..")) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasMalformedEscape(String text) {
        for (int i = text.indexOf('%'); i >= 0; i = text.indexOf('%', i + 1)) {
            if (i + 2 >= text.length()
                    || Character.digit(text.charAt(i + 1), 16) < 0
                    || Character.digit(text.charAt(i + 2), 16) < 0) {
                return true;
            }
        }
        return false;
    }

    /** Byte for char: enough to see the ASCII that matters here. */
    private static String decode(String path) {
        if (path.indexOf('%') < 0) {
            return path;
        }
        StringBuilder decoded = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '%') {
                decoded.append((char) Integer.parseInt(path, i + 1, i + 3, 16));
                i += 2;
            } else {
                decoded.append(c);
            }
        }
        return decoded.toString();
    }
}
