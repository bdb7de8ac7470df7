package dev.gangway.observe;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** How a record is written on one line. */
public enum RecordFormat {
    /** One JSON object. */
    JSON {
        @Override
        String text(ExchangeRecord exchange, @Nullable Bodies bodies) {
            return RecordJson.text(exchange, bodies);
        }
    },
    /** {@code key=value}, with a space between; a nested field is called {@code usage.input_tokens}. */
    LOGFMT {
        @Override
        String text(ExchangeRecord exchange, @Nullable Bodies bodies) {
            return RecordLogfmt.text(exchange, bodies);
        }
    };

    /** {@code exchange} without a line break. */
    public String text(ExchangeRecord exchange) {
        return text(exchange, null);
    }

    /** In UTF-8, with a line break. */
    byte[] line(ExchangeRecord exchange, @Nullable Bodies bodies) {
        return (text(exchange, bodies) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    abstract String text(ExchangeRecord exchange, @Nullable Bodies bodies);
}
