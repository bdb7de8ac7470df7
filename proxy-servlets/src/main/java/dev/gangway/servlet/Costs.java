package dev.gangway.servlet;

import dev.gangway.observe.ExchangeRecord.End;
import dev.gangway.provider.Decision.Forward;
import dev.gangway.route.Route;
import dev.gangway.usage.Cost;
import dev.gangway.usage.Usage;
import dev.gangway.usage.UsageFormat;
import dev.gangway.usage.price.Call;
import dev.gangway.usage.price.Call.Kind;
import java.util.Set;
import org.eclipse.jetty.client.Response;
import org.jspecify.annotations.Nullable;

/** Asks what an exchange costs. */
final class Costs {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "DELETE");
    /** Of other APIs nobody knows what they bill. */
    private static final Set<String> READING_IS_FREE =
            Set.of("openai", "anthropic", "azure", "gemini", "vertex", "bedrock");

    private static final String STATED = "x-litellm-response-cost";

    private Costs() {}

    /** What an exchange that is over costs. To be asked once. Half of what is only fetched will be fetched again. */
    static Cost bill(Exchange exchange, Usage usage, End end) {
        Call call = call(exchange);
        return call == null || (call.kind() == Kind.FETCHED && end != End.COMPLETE)
                ? Cost.UNKNOWN
                : exchange.passthrough().pricing().bill(call, usage);
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
                Region.of(forward),
                upstream.getHeaders().get(STATED));
    }

    static Kind kind(Exchange exchange, Forward forward) {
        boolean reading = READING.contains(exchange.request().getMethod());
        UsageFormat format = exchange.operation().format();
        if (format == null) {
            return reading && READING_IS_FREE.contains(forward.provider()) ? Kind.FREE : Kind.UNKNOWN;
        }
        if (!format.billable()) {
            return Kind.FREE;
        }
        if (reading) {
            return Kind.FETCHED;
        }
        return format.kept() ? Kind.KEPT : Kind.ANSWER;
    }
}
