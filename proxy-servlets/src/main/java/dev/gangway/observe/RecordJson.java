package dev.gangway.observe;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record as one JSON object on one line (RFC 8259), on which there is nothing that moves a terminal or breaks a line. Names are
 * ours and need no escape, values are anybody's.
 */
final class RecordJson implements FieldSink {

    private static final int USUAL_LENGTH = 1024;
    private static final char DELETE = 0x7f;
    private static final String HEX = "0123456789abcdef";

    private final StringBuilder json = new StringBuilder(USUAL_LENGTH).append('{');

    private RecordJson() {}

    /** {@code exchange}, with {@code bodies} where there are any, without a line break. */
    static StringBuilder build(ExchangeRecord exchange, @Nullable Bodies bodies) {
        RecordJson sink = new RecordJson();
        RecordFields.write(exchange, sink);
        if (bodies != null) {
            bodies.write(sink);
        }
        sink.end();
        return sink.json;
    }

    private StringBuilder key(String name) {
        return next('{').append('"').append(name).append("\":");
    }

    /** A comma, unless this is the first after {@code opening}. */
    private StringBuilder next(char opening) {
        return json.charAt(json.length() - 1) == opening ? json : json.append(',');
    }

    @Override
    public void text(String name, String value) {
        quote(key(name), value);
    }

    private static void quote(StringBuilder to, String value) {
        to.append('"');
        int done = 0;
        for (int i = 0; i < value.length(); i++) {
            if (needsEscape(value, i)) {
                escape(to.append(value, done, i), value.charAt(i));
                done = i + 1;
            }
        }
        if (done == 0) {
            to.append(value); // at once, not by the character
        } else {
            to.append(value, done, value.length());
        }
        to.append('"');
    }

    private static boolean needsEscape(String value, int at) {
        char c = value.charAt(at);
        if (c >= ' ' && c < DELETE) {
            return c == '"' || c == '\\';
        }
        return TextLines.forbid(c) || (Character.isSurrogate(c) && isAlone(value, at));
    }

    /** Half a character cannot be written in UTF-8. */
    private static boolean isAlone(String value, int at) {
        return Character.isHighSurrogate(value.charAt(at))
                ? at + 1 == value.length() || !Character.isLowSurrogate(value.charAt(at + 1))
                : at == 0 || !Character.isHighSurrogate(value.charAt(at - 1));
    }

    private static void escape(StringBuilder to, char c) {
        to.append('\\');
        switch (c) {
            case '"', '\\' -> to.append(c);
            case '\n' -> to.append('n');
            case '\r' -> to.append('r');
            case '\t' -> to.append('t');
            default -> {
                to.append('u');
                for (int shift = 12; shift >= 0; shift -= 4) {
                    to.append(HEX.charAt((c >> shift) & 0xf));
                }
            }
        }
    }

    @Override
    public void number(String name, Number value) {
        key(name).append(value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString());
    }

    @Override
    public void flag(String name, boolean value) {
        key(name).append(value);
    }

    @Override
    public void texts(String name, List<String> values) {
        key(name).append('[');
        values.forEach(value -> quote(next('['), value));
        json.append(']');
    }

    @Override
    public void begin(String name) {
        key(name).append('{');
    }

    @Override
    public void end() {
        json.append('}');
    }
}
