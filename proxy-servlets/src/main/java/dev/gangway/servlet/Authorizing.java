package dev.gangway.servlet;

import dev.gangway.credential.Authorization;
import dev.gangway.credential.Outgoing;
import dev.gangway.credential.TokenException;
import dev.gangway.provider.Decision.IssuedProof;
import dev.gangway.provider.Decision.Refusal;
import dev.gangway.provider.ErrorCode;
import dev.gangway.provider.Upstream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpField;

/** Gets the proof of a request that is ready but for it. Where that takes time, no thread waits. */
final class Authorizing {

    private final Exchange exchange;
    private final Upstream to;
    private final Request upstream;
    private final Exchange.Work send;

    /** Does {@code send} once {@code upstream} has its proof. */
    Authorizing(Exchange exchange, Upstream to, Request upstream, Exchange.Work send) {
        this.exchange = exchange;
        this.to = to;
        this.upstream = upstream;
        this.send = send;
    }

    void by(IssuedProof issued) throws IOException {
        CompletableFuture<Authorization> proof =
                issued.authorizer().authorize(outgoing()).toCompletableFuture();
        if (proof.isDone()) {
            settle(proof, issued);
        } else {
            var ignored = proof.whenComplete((made, failure) -> exchange.guard(() ->
                    exchange.request().getAsyncContext().start(() -> exchange.guard(() -> settle(proof, issued)))));
        }
    }

    private Outgoing outgoing() {
        Map<String, List<String>> headers = new TreeMap<>();
        for (HttpField field : upstream.getHeaders()) {
            String value = field.getValue() == null ? "" : field.getValue();
            headers.computeIfAbsent(field.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(value);
        }
        return new Outgoing(upstream.getMethod(), to.origin(), upstream.getPath(), headers, null, true);
    }

    private void settle(CompletableFuture<Authorization> proof, IssuedProof issued) throws IOException {
        Authorization made;
        try {
            made = proof.join();
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof TokenException reason)) {
                throw e;
            }
            exchange.refused(new Refusal(
                    ErrorCode.NO_CREDENTIAL,
                    "No token could be had for " + issued.setting() + ": " + reason.reason() + "."));
            return;
        }
        exchange.authorized(made);
        upstream.headers(headers -> made.headers().forEach(headers::put));
        send.run();
    }
}
