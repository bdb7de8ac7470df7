package dev.gangway.servlet;

import dev.gangway.credential.Authorization;
import dev.gangway.credential.Outgoing;
import dev.gangway.credential.TokenException;
import dev.gangway.provider.Decision.Forward;
import dev.gangway.provider.Decision.IssuedProof;
import dev.gangway.provider.Decision.Refusal;
import dev.gangway.provider.ErrorCode;
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
import org.jspecify.annotations.Nullable;

/** Gets the proof of a request that is ready but for it. Where that takes time, no thread waits. */
final class Authorizing {

    private final Exchange exchange;
    private final Request upstream;
    private final @Nullable RequestBody body;
    private final Sending next;
    private @Nullable Spool spool;

    /** What is done once a request has its proof; the spool is null where its body did not have to be known. */
    @FunctionalInterface
    interface Sending {
        void from(@Nullable Spool spool) throws IOException;
    }

    Authorizing(Exchange exchange, Request upstream, @Nullable RequestBody body, Sending next) {
        this.exchange = exchange;
        this.upstream = upstream;
        this.body = body;
        this.next = next;
    }

    void by(IssuedProof issued) throws IOException {
        if (body != null && issued.authorizer().coversBody()) {
            Spool into = new Spool();
            spool = into;
            exchange.spooling(into);
            new Spooling(exchange, body, into, () -> authorize(issued)).start();
        } else {
            authorize(issued);
        }
    }

    private void authorize(IssuedProof issued) throws IOException {
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
        Spool whole = spool;
        Forward forward = exchange.forward();
        return new Outgoing(
                upstream.getMethod(),
                forward.upstream().origin(),
                UpstreamCall.target(forward),
                headers,
                whole == null ? null : whole::open,
                whole == null || whole.isInMemory());
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
        next.from(spool);
    }
}
