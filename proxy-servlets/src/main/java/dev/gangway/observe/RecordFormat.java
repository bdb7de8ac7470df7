package dev.gangway.observe;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** How a record is written on one line. */
public enum RecordFormat {
    /** One JSON object. */
    JSON {
        @Override
        byte[] bytes(ExchangeRecord exchange, @Nullable Bodies bodies) {
            return RecordJson.bytes(exchange, bodies);
        }
    },
    /** {@code key=value}, with a space between; a nested field is called {@code usage.input_tokens}. */
    LOGFMT {
        @Override
        byte[] bytes(ExchangeRecord exchange, @Nullable Bodies bodies) {
            return RecordLogfmt.text(exchange, bodies).getBytes(StandardCharsets.UTF_8);
        }
    };

    /** {@code exchange} without a line break. */
    public String text(ExchangeRecord exchange) {
        return new String(bytes(exchange, null), StandardCharsets.UTF_8);
    }

    abstract byte[] bytes(ExchangeRecord exchange, @Nullable Bodies bodies);
}
