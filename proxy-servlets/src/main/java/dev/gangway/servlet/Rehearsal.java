package dev.gangway.servlet;

import dev.gangway.provider.Decision;
import dev.gangway.provider.Decision.Forward;
import dev.gangway.provider.Decision.Refusal;
import dev.gangway.provider.ErrorCode;
import dev.gangway.provider.Header;
import dev.gangway.route.Route;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What would become of a request, by the code that decides it when it comes. Nothing is sent.
 *
 * @param route the path of the route that takes it, or null where none does
 * @param refusal why it is not let in, or null
 * @param decision what the provider makes of it, let in or not; null where there is no route or the URL is none
 * @param wantsModel whether the model in its body, which is not known here, may change that
 * @param sent the headers that go upstream
 */
public record Rehearsal(
        @Nullable String route,
        @Nullable Refusal refusal,
        @Nullable Decision decision,
        boolean wantsModel,
        List<Header> sent) {

    /** Stands for a proof that is made when a request is sent. */
    private static final Header ISSUED = new Header("Authorization", "issued");

    public Rehearsal {
        sent = List.copyOf(sent);
    }

    /**
     * Rehearses one.
     *
     * @param target raw path and query
     * @param headers as the client sends them
     */
    public static Rehearsal of(Passthrough passthrough, String method, String target, List<Header> headers) {
        HttpServletRequest request = RehearsedRequest.of(method, target, headers);
        Exchange exchange = new Exchange(
                Live.idle(passthrough), new Warnings(), new ServletContainer(), request, RehearsedRequest.answer());
        Refusal refusal = new Checks(passthrough).refusal(exchange);
        Route route = exchange.route();
        if (route == null || (refusal != null && refusal.code() == ErrorCode.BAD_REQUEST)) {
            return new Rehearsal(route == null ? null : route.path(), refusal, null, false, List.of());
        }
        Decision decision = route.provider().decide(exchange.client(), null);
        List<Header> sent = decision instanceof Forward forward ? sent(exchange, route, forward) : List.of();
        return new Rehearsal(route.path(), refusal, decision, route.provider().wantsModel(exchange.client()), sent);
    }

    private static List<Header> sent(Exchange exchange, Route route, Forward forward) {
        List<Header> put = new ArrayList<>(forward.put());
        if (forward.issued() != null) {
            put.add(ISSUED);
        }
        return RequestHeaders.of(exchange, route).sent(put).stream()
                .map(field -> new Header(field.getName(), field.getValue() == null ? "" : field.getValue()))
                .toList();
    }
}
