package dev.gangway.servlet;

import dev.gangway.peek.ModelPeek;
import dev.gangway.provider.Decision;
import dev.gangway.provider.Decision.Forward;
import dev.gangway.provider.Decision.Refusal;
import dev.gangway.route.Route;
import java.io.IOException;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Takes a request in that passed all checks: first as much of its body as it takes to decide where it goes. */
final class Intake {

    private final Exchange exchange;
    private final Route route;
    private final Forwarding next;

    Intake(Exchange exchange, Route route, Forwarding next) {
        this.exchange = exchange;
        this.route = route;
        this.next = next;
    }

    /** What is done with a request that goes upstream; its body is null where it has none. */
    @FunctionalInterface
    interface Forwarding {
        void to(Forward forward, @Nullable RequestBody body) throws IOException;
    }

    void accept(boolean hasContent) throws IOException {
        if (!hasContent) {
            decide(null, null);
            return;
        }
        RequestBody body = new RequestBody(exchange, exchange.request(), route.maxRequestBody());
        exchange.reading(body);
        if (StreamUsage.holds(route, exchange.request())) {
            peek(body, StreamUsage.MOST + 1, (bytes, size) -> false, null);
        } else if (route.provider().wantsModel(exchange.client())) {
            ModelPeek sight = new ModelPeek();
            peek(body, ModelPeek.LIMIT, sight::look, sight);
        } else if (route.terms().requirePrice()) {
            peek(body, ModelPeek.LIMIT, PriceGuard.sight(exchange.request()), null);
        } else if (!Framing.isHttp1(exchange.request())) {
            // No header says whether there is a body at all.
            peek(body, 1, (bytes, size) -> false, null);
        } else {
            decide(null, body);
        }
    }

    /** Looks at up to {@code most} bytes, until {@code enough} has seen enough; then decides by what {@code sight} saw. */
    private void peek(RequestBody body, int most, BiPredicate<byte[], Integer> enough, @Nullable ModelPeek sight)
            throws IOException {
        ClientLeaves.watch(exchange);
        body.peek(
                most,
                enough,
                () -> exchange.guard(() -> decide(sight == null ? null : sight.model(), body.isEmpty() ? null : body)));
        body.start();
    }

    private void decide(@Nullable String model, @Nullable RequestBody body) throws IOException {
        Decision decision = route.provider().decide(exchange.client(), model);
        if (decision instanceof Refusal refusal) {
            exchange.refused(refusal);
        } else {
            next.to((Forward) decision, body);
        }
    }
}
