package dev.gangway.servlet;

import dev.gangway.peek.ModelPeek;
import dev.gangway.peek.RequestTap;
import dev.gangway.provider.Decision.Forward;
import dev.gangway.provider.Decision.Refusal;
import dev.gangway.provider.ErrorCode;
import dev.gangway.route.Route;
import dev.gangway.usage.price.Call.Kind;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Refuses calls that nobody could say the cost of, on routes that require a price. */
final class PriceGuard {

    private static final int LONGEST_NAME = 100;

    private PriceGuard() {}

    /** Has seen enough of a body's first bytes once they name a model. */
    static BiPredicate<byte[], Integer> sight(HttpServletRequest request) {
        RequestTap tap = tap(request);
        int[] seen = {0};
        return (bytes, size) -> {
            tap.feed(bytes, seen[0], size - seen[0]);
            seen[0] = size;
            return tap.model() != null;
        };
    }

    private static RequestTap tap(HttpServletRequest request) {
        return RequestTap.of(request.getHeader("content-type"), request.getHeader("content-encoding"), true);
    }

    /** Null where the call may go on: it has a price, needs none, or is of an API that is not known. */
    static @Nullable Refusal refusal(Exchange exchange, Forward forward, @Nullable RequestBody body) {
        Route route = exchange.route();
        Kind kind = Costs.kind(exchange, forward);
        if (route == null || !route.terms().requirePrice() || !(kind == Kind.ANSWER || kind == Kind.KEPT)) {
            return null;
        }
        String model = exchange.operation().model();
        if (model == null && body != null) {
            model = peeked(exchange, body);
        }
        boolean priced = exchange.passthrough()
                .pricing()
                .isPriced(route.terms(), forward.provider(), model, Costs.region(forward));
        return priced ? null : new Refusal(ErrorCode.UNPRICED_MODEL, message(model));
    }

    private static @Nullable String peeked(Exchange exchange, RequestBody body) {
        try (RequestTap tap = tap(exchange.request())) {
            body.showPeeked(tap);
            return tap.model();
        }
    }

    private static String message(@Nullable String model) {
        if (model == null) {
            return "This route takes only calls of models with a price, and the first " + ModelPeek.LIMIT / 1024
                    + " KiB of this one name no model.";
        }
        String name = model.length() > LONGEST_NAME ? model.substring(0, LONGEST_NAME) + "…" : model;
        return "This route takes only calls of models with a price, and " + name
                + " has none. An operator can give it one: prices.models or prices.aliases.";
    }
}
