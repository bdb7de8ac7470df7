package dev.gangway.observe;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A record as one line of logfmt: what holds a space, a quote, an equals sign or a control character is quoted. */
final class RecordLogfmt extends FlatSink {

    private static final int USUAL_LENGTH = 512;

    private final StringBuilder line = new StringBuilder(USUAL_LENGTH);

    private RecordLogfmt() {}

    /** {@code exchange}, with {@code bodies} where there are any, without a line break. */
    static StringBuilder build(ExchangeRecord exchange, @Nullable Bodies bodies) {
        RecordLogfmt sink = new RecordLogfmt();
        RecordFields.write(exchange, sink);
        if (bodies != null) {
            bodies.write(sink);
        }
        return sink.line;
    }

    private StringBuilder key(String name) {
        if (!line.isEmpty()) {
            line.append(' ');
        }
        return line.append(prefix).append(name).append('=');
    }

    @Override
    public void text(String name, String value) {
        StringBuilder to = key(name);
        if (value.chars().noneMatch(RecordLogfmt::needsQuotes) && !value.isEmpty()) {
            to.append(value);
            return;
        }
        to.append('"');
        value.chars().forEach(c -> escape(to, (char) c));
        to.append('"');
    }

    private static boolean needsQuotes(int c) {
        return c <= ' ' || c == '"' || c == '=' || c == '\\' || TextLines.forbid(c);
    }

    private static void escape(StringBuilder to, char c) {
        if (c == '"' || c == '\\') {
            to.append('\\').append(c);
        } else if (c == '\n') {
            to.append("\\n");
        } else if (TextLines.forbid(c)) {
            to.append(String.format("\\u%04x", (int) c));
        } else {
            to.append(c);
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
        text(name, String.join(",", values));
    }
}
