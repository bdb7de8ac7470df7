package dev.gangway.servlet;

import dev.gangway.observe.ExchangeRecord.End;
import dev.gangway.provider.Decision.Forward;
import dev.gangway.route.Route;
import dev.gangway.usage.Cost;
import dev.gangway.usage.Usage;
import dev.gangway.usage.price.Call;
import dev.gangway.usage.price.Call.Kind;
import dev.gangway.usage.price.Region;
import org.eclipse.jetty.client.Response;
import org.jspecify.annotations.Nullable;

/** Asks what an exchange costs. */
final class Costs {

    private static final String STATED = "x-litellm-response-cost";

    private Costs() {}

    /** What an exchange that is over costs. To be asked once. */
    static Cost bill(Exchange exchange, Usage usage, End end) {
        Call call = call(exchange);
        return call == null ? Cost.UNKNOWN : exchange.passthrough().pricing().bill(call, usage, end == End.COMPLETE);
    }

    /** What an exchange costs if {@code usage} is all. May be asked at any time once the upstream's headers are here. */
    static Cost quote(Exchange exchange, Usage usage) {
        Call call = call(exchange);
        return call == null ? Cost.UNKNOWN : exchange.passthrough().pricing().quote(call, usage);
    }

    /** Null where no upstream has answered: nothing was used that we know of. */
    private static @Nullable Call call(Exchange exchange) {
        Response upstream = exchange.upstreamResponse();
        Route route = exchange.route();
        Forward forward = exchange.decided();
        if (upstream == null || route == null || forward == null) {
            return null;
        }
        return new Call(
                route.terms(),
                forward.provider(),
                kind(exchange, forward),
                upstream.getStatus() / 100 == 2,
                exchange.operation().model(),
                region(forward),
                upstream.getHeaders().get(STATED));
    }

    static Kind kind(Exchange exchange, Forward forward) {
        return Kind.of(
                forward.provider(),
                exchange.request().getMethod(),
                exchange.operation().format());
    }

    static @Nullable String region(Forward forward) {
        return Region.of(forward.provider(), forward.upstream().host(), forward.target());
    }
}
