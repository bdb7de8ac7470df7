package dev.gangway.servlet;

import dev.gangway.provider.Decision.Refusal;
import dev.gangway.provider.ErrorCode;
import dev.gangway.provider.ErrorEnvelope;
import dev.gangway.route.Route;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes the gateway's own errors, in the provider's shape. */
final class ErrorWriter {

    private static final String RETRY_AFTER_SECONDS = "1";

    private ErrorWriter() {}

    /** Leaves the body to the container's buffer, which holds it: who has not asked for writability may be blocked. */
    static void write(Exchange exchange, Refusal refusal) throws IOException {
        Route route = exchange.route();
        ErrorEnvelope envelope =
                route == null ? ErrorEnvelope.OPENAI : route.provider().envelope(exchange.client());
        byte[] body = envelope.render(refusal.code(), refusal.message());
        HttpServletResponse response = exchange.response();
        response.setStatus(refusal.code().status());
        response.setHeader("Content-Type", "application/json");
        response.setHeader(ResponseHeaders.REQUEST_ID, exchange.id());
        response.setHeader("gangway-error", refusal.code().code());
        addAdvice(response, refusal.code(), route);
        if (exchange.request().getMethod().equals("HEAD")) {
            response.setContentLength(body.length);
        } else {
            response.getOutputStream().write(body);
        }
    }

    private static void addAdvice(HttpServletResponse response, ErrorCode code, @Nullable Route route) {
        if (!code.retryable()) {
            response.setHeader("x-should-retry", "false");
        }
        if (code == ErrorCode.OVERLOADED) {
            response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
        }
        if (code == ErrorCode.METHOD_NOT_ALLOWED) {
            response.setHeader("Allow", Checks.allow(route));
        }
    }
}
