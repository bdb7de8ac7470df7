package dev.gangway.observe;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** How a record is written on one line. */
public enum RecordFormat {
    /** One JSON object. */
    JSON {
        @Override
        Lines lines() {
            return new RecordJson()::line;
        }
    },
    /** {@code key=value}, with a space between; a nested field is called {@code usage.input_tokens}. */
    LOGFMT {
        @Override
        Lines lines() {
            return (exchange, bodies) -> (RecordLogfmt.text(exchange, bodies) + "\n").getBytes(StandardCharsets.UTF_8);
        }
    };

    /** Writes records as lines in UTF-8, each with a line break. For one thread at a time. */
    interface Lines {

        byte[] line(ExchangeRecord exchange, @Nullable Bodies bodies);
    }

    /** {@code exchange} without a line break. */
    public String text(ExchangeRecord exchange) {
        byte[] line = lines().line(exchange, null);
        return new String(line, 0, line.length - 1, StandardCharsets.UTF_8);
    }

    abstract Lines lines();
}
