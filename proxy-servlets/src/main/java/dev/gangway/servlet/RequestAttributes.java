package dev.gangway.servlet;

import dev.gangway.observe.ExchangeRecord;
import dev.gangway.usage.Unit;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an exchange, as request attributes {@code gangway.…}: for the host's own request log, Jetty's
 * {@code %{gangway.model}attr}, which is written when the request is complete. What is not known is not set.
 */
final class RequestAttributes {

    private final HttpServletRequest request;

    private RequestAttributes(HttpServletRequest request) {
        this.request = request;
    }

    static void set(HttpServletRequest request, ExchangeRecord exchange) {
        new RequestAttributes(request).set(exchange);
    }

    private void set(ExchangeRecord exchange) {
        set("gangway.request_id", exchange.requestId());
        set("gangway.route", exchange.route());
        set("gangway.provider", exchange.provider());
        set("gangway.key", exchange.key());
        set("gangway.caller", exchange.caller());
        set("gangway.operation", exchange.operation());
        String asked = exchange.requestModel();
        set("gangway.model", oneWord(asked == null ? exchange.usage().model() : asked));
        set("gangway.error", exchange.error());
        set("gangway.end", exchange.end().label());
        Double first = exchange.timing().ttfbMillis();
        set("gangway.ttfb_ms", first == null ? null : Math.round(first));
        set("gangway.input_tokens", plain(exchange.usage().amount(Unit.INPUT_TOKENS)));
        set("gangway.output_tokens", plain(exchange.usage().amount(Unit.OUTPUT_TOKENS)));
        set("gangway.cost_usd", plain(exchange.cost().usd()));
    }

    private void set(String name, @Nullable Object value) {
        if (value != null) {
            request.setAttribute(name, value);
        }
    }

    private static @Nullable String plain(@Nullable BigDecimal amount) {
        return amount == null ? null : amount.toPlainString();
    }

    /** A request log writes it as it is: nothing in a client's body may look like another field or line of it. */
    private static @Nullable String oneWord(@Nullable String text) {
        if (text == null) {
            return null;
        }
        char[] word = text.toCharArray();
        for (int i = 0; i < word.length; i++) {
            if (!isPlain(word[i])) {
                word[i] = '_';
            }
        }
        return new String(word);
    }

    private static boolean isPlain(char c) {
        return c > ' ' && c < 0x7F && c != '"' && c != '\\';
    }
}
