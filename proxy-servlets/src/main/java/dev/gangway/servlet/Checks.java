package dev.gangway.servlet;

import dev.gangway.access.AccessPolicy;
import dev.gangway.access.Verdict;
import dev.gangway.access.Verdict.Forbidden;
import dev.gangway.access.Verdict.Unauthorized;
import dev.gangway.provider.Decision.Refusal;
import dev.gangway.provider.ErrorCode;
import dev.gangway.route.Route;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The checks that every request passes before a provider sees it, in the order of the error table. */
final class Checks {

    /** TRACE would show the client the upstream's credential. */
    private static final String ALL_METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

    /** Compared in upper case, which is how the HTTP client sends every method. */
    private static final Set<String> FORBIDDEN_METHODS = Set.of("TRACE", "CONNECT");

    private final Passthrough passthrough;

    Checks(Passthrough passthrough) {
        this.passthrough = passthrough;
    }

    /** Why {@code exchange} is refused, or null. Leaves route and caller in the exchange. */
    @Nullable Refusal refusal(Exchange exchange) {
        HttpServletRequest request = exchange.request();
        // Here, on the container's thread: a container may look the user up only now.
        exchange.cameFrom(ContainerLogin.user(request));
        Route route = route(request);
        exchange.routed(route);
        String problem = requestLine(request);
        if (problem != null) {
            return new Refusal(ErrorCode.BAD_REQUEST, problem);
        }
        Refusal kept = access(exchange, route);
        if (kept != null) {
            return kept;
        }
        return route == null ? noRoute() : protocol(exchange, route);
    }

    private static @Nullable String requestLine(HttpServletRequest request) {
        String problem = RequestTarget.problem(request.getMethod());
        return problem != null ? problem : RequestTarget.problem(request.getRequestURI(), request.getQueryString());
    }

    /** The context path is compared raw, like the route's: an encoded one matches nothing. */
    private @Nullable Route route(HttpServletRequest request) {
        String uri = request.getRequestURI();
        String context = request.getContextPath();
        return uri.startsWith(context) ? passthrough.routes().match(uri.substring(context.length())) : null;
    }

    private @Nullable Refusal access(Exchange exchange, @Nullable Route route) {
        ClientRequest client = exchange.client();
        boolean signed = route != null && route.provider().admits(client);
        AccessPolicy policy = passthrough.accessTo(route);
        Verdict verdict = signed ? policy.checkNetwork(client) : policy.check(client);
        if (verdict instanceof Forbidden forbidden) {
            return new Refusal(ErrorCode.FORBIDDEN, forbidden.message());
        }
        if (verdict instanceof Unauthorized unauthorized) {
            return new Refusal(ErrorCode.UNAUTHORIZED, unauthorized.message());
        }
        exchange.admitted(((Verdict.Admitted) verdict).caller());
        return null;
    }

    private static Refusal noRoute() {
        return new Refusal(ErrorCode.NO_ROUTE, "No route has this prefix. Check the client's base URL.");
    }

    private static @Nullable Refusal protocol(Exchange exchange, Route route) {
        HttpServletRequest request = exchange.request();
        if (exchange.container().isTunnel(request)) {
            return webSocket();
        }
        if (!isPassedOn(request.getMethod().toUpperCase(Locale.ROOT), route)) {
            return new Refusal(
                    ErrorCode.METHOD_NOT_ALLOWED, "This method is not passed on. Allowed: " + allow(route) + ".");
        }
        if (!route.reach().allows(request.getMethod(), exchange.client().path())) {
            return new Refusal(
                    ErrorCode.FORBIDDEN, "This route does not let this method and path pass (routes[].allow).");
        }
        if (isWebSocket(request)) {
            return webSocket();
        }
        return request.getContentLengthLong() > route.maxRequestBody() ? tooLarge(route) : null;
    }

    private static Refusal webSocket() {
        return new Refusal(ErrorCode.UNSUPPORTED, "WebSocket upgrades are not supported yet.");
    }

    private static boolean isPassedOn(String method, Route route) {
        List<String> methods = route.reach().methods();
        return !FORBIDDEN_METHODS.contains(method) && (methods.isEmpty() || methods.contains(method));
    }

    /** What {@code method-not-allowed} offers. */
    static String allow(@Nullable Route route) {
        return route == null || route.reach().methods().isEmpty()
                ? ALL_METHODS
                : String.join(", ", route.reach().methods());
    }

    private static boolean isWebSocket(HttpServletRequest request) {
        for (Enumeration<String> protocols = request.getHeaders("Upgrade"); protocols.hasMoreElements(); ) {
            if (protocols.nextElement().toLowerCase(Locale.ROOT).contains("websocket")) {
                return true;
            }
        }
        return false;
    }

    static Refusal tooLarge(Route route) {
        return new Refusal(
                ErrorCode.TOO_LARGE,
                "The request body is larger than this route's max-request-body (" + route.maxRequestBody()
                        + " bytes).");
    }
}
