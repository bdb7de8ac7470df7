package dev.gangway.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the container, or a filter before the gateway, knows of who calls. */
final class ContainerLogin {

    /** How one logs in without the header {@code Authorization}; Jetty and the specification differ in spelling. */
    private static final Set<String> WITHOUT_HEADER = Set.of("FORM", "CLIENT_CERT", "CLIENT-CERT", "OPENID");

    private ContainerLogin() {}

    /** The user's name, or null where nobody has logged in. */
    static @Nullable String user(HttpServletRequest request) {
        Principal principal = request.getUserPrincipal();
        String name = principal == null ? request.getRemoteUser() : principal.getName();
        return name == null || name.isEmpty() ? null : name;
    }

    /** Whether {@code Authorization} was meant for the container: no provider may see it, whatever passes else. */
    static boolean tookAuthorization(HttpServletRequest request) {
        String type = request.getAuthType();
        return type != null && !WITHOUT_HEADER.contains(type);
    }
}
