package dev.gangway.servlet;

import dev.gangway.provider.Header;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A request that no container has received. It knows what the checks and the header filter ask, and nothing else. */
final class RehearsedRequest implements InvocationHandler {

    private static final String LOOPBACK = "127.0.0.1";

    private final String method;
    private final String path;
    private final @Nullable String query;
    private final List<Header> headers;

    private RehearsedRequest(String method, String path, @Nullable String query, List<Header> headers) {
        this.method = method;
        this.path = path;
        this.query = query;
        this.headers = headers;
    }

    /** From this machine, to {@code localhost} where no header names another host. */
    static HttpServletRequest of(String method, String target, List<Header> headers) {
        int mark = target.indexOf('?');
        List<Header> all = new ArrayList<>(headers);
        if (all.stream().noneMatch(header -> header.name().equalsIgnoreCase("host"))) {
            all.add(new Header("Host", "localhost"));
        }
        RehearsedRequest request = new RehearsedRequest(
                method,
                mark < 0 ? target : target.substring(0, mark),
                mark < 0 ? null : target.substring(mark + 1),
                all);
        return (HttpServletRequest) proxy(HttpServletRequest.class, request);
    }

    /** A response that nobody may write to. */
    static HttpServletResponse answer() {
        return (HttpServletResponse) proxy(HttpServletResponse.class, (self, asked, arguments) -> {
            throw new UnsupportedOperationException(asked.getName());
        });
    }

    private static Object proxy(Class<?> type, InvocationHandler handler) {
        return Proxy.newProxyInstance(RehearsedRequest.class.getClassLoader(), new Class<?>[] {type}, handler);
    }

    @Override
    public @Nullable Object invoke(Object self, Method asked, Object @Nullable [] arguments) {
        String name = arguments == null || arguments.length == 0 ? "" : String.valueOf(arguments[0]);
        return switch (asked.getName()) {
            case "getMethod" -> method;
            case "getRequestURI" -> path;
            case "getQueryString" -> query;
            case "getContextPath" -> "";
            case "getUserPrincipal", "getRemoteUser", "getAuthType" -> null;
            case "getProtocol" -> "HTTP/1.1";
            case "getRemoteAddr" -> LOOPBACK;
            case "getServerName" -> host();
            case "getContentLengthLong" -> length();
            case "getHeader" -> values(name).stream().findFirst().orElse(null);
            case "getHeaders" -> Collections.enumeration(values(name));
            case "getHeaderNames" -> Collections.enumeration(names());
            default -> throw new UnsupportedOperationException(asked.getName());
        };
    }

    private List<String> values(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }

    private Set<String> names() {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach(header -> names.add(header.name()));
        return names;
    }

    private String host() {
        String host = values("host").get(0);
        int port = host.lastIndexOf(':');
        return port > host.lastIndexOf(']') ? host.substring(0, port) : host;
    }

    private long length() {
        List<String> lengths = values("content-length");
        return lengths.isEmpty() ? -1 : Long.parseLong(lengths.get(0));
    }
}
