package dev.gangway.config;

import java.util.Locale;
import java.util.Set;

/** Texts to parts of HTTP messages. No message repeats the text. */
final class Calls {

    private static final String TOKEN_SYMBOLS = "!#$%&'*+-.^_`|~";

    /** They frame the message, or concern one connection only: the HTTP client writes them. */
    private static final Set<String> NOT_SENT = Set.of(
            "connection",
            "content-length",
            "expect",
            "host",
            "keep-alive",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private Calls() {}

    /** A header that the configuration may set. */
    static String sentHeader(String text) throws BadValue {
        if (NOT_SENT.contains(headerName(text).toLowerCase(Locale.ROOT))) {
            throw new BadValue("is not a header to set: the gateway writes it as the connection needs it");
        }
        return text;
    }

    static String headerName(String text) throws BadValue {
        if (!isToken(text)) {
            throw new BadValue("must be the name of a header: letters, digits and hyphens");
        }
        return text;
    }

    static String headerValue(String text) throws BadValue {
        if (!text.chars().allMatch(c -> (c >= ' ' && c < 0x7F) || c == '\t') || !text.equals(text.strip())) {
            throw new BadValue("has a line break, a character that is not ASCII, or a space at an end,"
                    + " which a header cannot have");
        }
        return text;
    }

    static String method(String text) throws BadValue {
        String method = text.toUpperCase(Locale.ROOT);
        if (!isToken(text) || method.equals("TRACE") || method.equals("CONNECT")) {
            throw new BadValue("must be an HTTP method such as GET; never TRACE or CONNECT");
        }
        return method;
    }

    /** {@code POST /v1/chat/completions}. */
    static String call(String text) throws BadValue {
        int space = text.indexOf(' ');
        String method = space < 0 ? "" : text.substring(0, space);
        String path = text.substring(space + 1).strip();
        int rest = path.indexOf("**");
        boolean restIsLast = rest < 0 || (rest == path.length() - 2 && path.charAt(rest - 1) == '/');
        if (space < 0 || !path.startsWith("/") || !restIsLast || path.chars().anyMatch(c -> c <= ' ' || c == '?')) {
            throw new BadValue("must be a method and a path below the route, such as POST /v1/chat/completions;"
                    + " * is any method or one segment, ** at the end all that follows");
        }
        return (method.equals("*") ? method : method(method)) + " " + path;
    }

    private static boolean isToken(String text) {
        return !text.isEmpty()
                && text.chars()
                        .allMatch(c -> c < 0x7F && (Character.isLetterOrDigit(c) || TOKEN_SYMBOLS.indexOf(c) >= 0));
    }
}
