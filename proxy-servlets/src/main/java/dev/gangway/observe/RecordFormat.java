package dev.gangway.observe;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** How a record is written on one line. */
public enum RecordFormat {
    /** One JSON object. */
    JSON {
        @Override
        StringBuilder build(ExchangeRecord exchange, @Nullable Bodies bodies) {
            return RecordJson.build(exchange, bodies);
        }
    },
    /** {@code key=value}, with a space between; a nested field is called {@code usage.input_tokens}. */
    LOGFMT {
        @Override
        StringBuilder build(ExchangeRecord exchange, @Nullable Bodies bodies) {
            return RecordLogfmt.build(exchange, bodies);
        }
    };

    /** {@code exchange} without a line break. */
    public String text(ExchangeRecord exchange) {
        return build(exchange, null).toString();
    }

    /** In UTF-8, with a line break. */
    byte[] line(ExchangeRecord exchange, @Nullable Bodies bodies) {
        return build(exchange, bodies).append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    abstract StringBuilder build(ExchangeRecord exchange, @Nullable Bodies bodies);
}
