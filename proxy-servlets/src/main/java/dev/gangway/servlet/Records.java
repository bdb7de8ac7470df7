package dev.gangway.servlet;

import dev.gangway.observe.ExchangeRecord;
import dev.gangway.observe.ExchangeRecord.End;
import dev.gangway.observe.UpstreamAnswer;
import dev.gangway.provider.Decision.Forward;
import dev.gangway.provider.ErrorCode;
import dev.gangway.route.Route;
import dev.gangway.usage.Usage;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.client.Response;
import org.jspecify.annotations.Nullable;

/** Draws the record of an exchange that is over. */
final class Records {

    private static final String[] TAGS = {"gangway-tags", "x-litellm-tags"};

    private Records() {}

    static ExchangeRecord of(Exchange exchange, End end, @Nullable ErrorCode error) {
        HttpServletRequest request = exchange.request();
        Route route = exchange.route();
        Forward forward = exchange.decided();
        Response upstream = exchange.upstreamResponse();
        RequestBody body = exchange.body();
        Usage usage = exchange.answer().usage();
        return new ExchangeRecord(
                exchange.meter().arrived(),
                exchange.id(),
                route == null ? null : route.path(),
                forward == null ? null : forward.provider(),
                forward == null ? null : forward.key(),
                exchange.caller(),
                exchange.user(),
                forward == null ? null : forward.upstream().host(),
                request.getMethod(),
                request.getRequestURI(),
                exchange.operation().name(),
                exchange.operation().model(),
                status(upstream, error),
                error == null ? null : error.code(),
                isStream(upstream, forward, exchange.operation()),
                body == null ? 0 : body.bytesRead(),
                exchange.meter().bytesOut(),
                exchange.meter().timing(),
                end,
                upstream == null ? null : UpstreamAnswer.id(upstream.getHeaders()::get),
                request.getHeader("user-agent"),
                tags(exchange.client()),
                usage,
                end != End.COMPLETE,
                Costs.bill(exchange, usage, end));
    }

    private static @Nullable Integer status(@Nullable Response upstream, @Nullable ErrorCode error) {
        if (error != null) {
            return error.status();
        }
        return upstream == null ? null : upstream.getStatus();
    }

    private static @Nullable Boolean isStream(
            @Nullable Response upstream, @Nullable Forward forward, Operation operation) {
        if (upstream == null) {
            return operation.stream();
        }
        String path = forward == null ? "" : forward.target();
        return UpstreamAnswer.isStream(upstream.getHeaders().get("content-type"), upstream.getStatus(), path);
    }

    private static List<String> tags(ClientRequest client) {
        List<String> tags = new ArrayList<>();
        for (String header : TAGS) {
            for (String value : client.headers(header)) {
                for (String tag : value.split(",", -1)) {
                    if (!tag.isBlank()) {
                        tags.add(tag.strip());
                    }
                }
            }
        }
        return tags;
    }
}
