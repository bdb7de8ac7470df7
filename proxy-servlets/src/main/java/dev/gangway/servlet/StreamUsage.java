package dev.gangway.servlet;

import dev.gangway.edit.StreamOptions;
import dev.gangway.observe.ExchangeRecord;
import dev.gangway.observe.ExchangeRecord.End;
import dev.gangway.route.Route;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks for the usage of OpenAI's streams where the route says so and the client does not. */
final class StreamUsage {

    /** Longer request bodies are not held, and not edited. */
    static final int MOST = 1024 * 1024;

    private static final Set<String> OPERATIONS = Set.of("openai.chat", "openai.completions");

    /** Google's imitation of OpenAI's API does not have the option. */
    private static final Set<String> GOOGLE = Set.of("gemini", "vertex");

    private StreamUsage() {}

    /** Whether {@code request} may have to be edited, as far as its head tells. */
    static boolean mayEdit(Route route, HttpServletRequest request) {
        String type = request.getContentType();
        return route.edits().streamUsage()
                && request.getMethod().equals("POST")
                && request.getRequestURI().endsWith("/completions")
                && request.getHeader("content-encoding") == null
                && type != null
                && type.toLowerCase(Locale.ROOT).contains("json");
    }

    private static boolean isAbout(@Nullable String operation) {
        return operation != null && OPERATIONS.contains(operation);
    }

    /** Whether the body of {@code request} is to be held until it is whole. */
    static boolean holds(Route route, HttpServletRequest request) {
        return mayEdit(route, request) && request.getContentLengthLong() <= MOST;
    }

    /** Edits {@code body}, which is held; true if its answer will have to be edited back. */
    static boolean ask(Exchange exchange, Route route, RequestBody body) {
        if (!mayEdit(route, exchange.request()) || !isAbout(exchange.operation().name())) {
            return false;
        }
        byte[] whole = body.whole();
        if (whole == null) {
            exchange.warnings().once(Warnings.Kind.LARGE_REQUEST, route);
            return false;
        }
        byte[] edited = StreamOptions.withUsage(whole);
        if (edited != null) {
            body.replace(edited);
        }
        return edited != null;
    }

    /** Names the option where it would have made an unknown usage known. */
    static void hint(Exchange exchange, ExchangeRecord record) {
        Route route = exchange.route();
        boolean unknown = record.end() == End.COMPLETE
                && isAbout(record.operation())
                && Boolean.TRUE.equals(record.stream())
                && record.status() != null
                && record.status() / 100 == 2
                && exchange.answer().reads()
                && record.usage().amounts().isEmpty()
                && !GOOGLE.contains(record.provider());
        if (unknown
                && route != null
                && !route.edits().streamUsage()
                && !exchange.operation().asksUsage()) {
            exchange.warnings().once(Warnings.Kind.STREAM_WITHOUT_USAGE, route);
        }
    }
}
