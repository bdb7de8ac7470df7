package dev.gangway.gateway;

import dev.gangway.config.ConfigException;
import dev.gangway.config.GatewayConfig;
import dev.gangway.config.RouteConfig;
import dev.gangway.config.RouteConfig.ProviderKind;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Serves one provider at the paths that it is mapped to. Either the init parameter {@code config} names a file whose
 * routes of this provider are served, or {@code key}, {@code target}, {@code endpoint} and {@code api-version} say all
 * there is; without {@code key} the provider's conventional environment variables are used.
 */
public abstract class NamedServlet extends GatewayServlet {

    /** The providers that have a servlet of their own, each with what stands for its key where none is given. */
    protected enum Kind {
        OPENAI(ProviderKind.OPENAI, "${OPENAI_API_KEY:-}"),
        ANTHROPIC(ProviderKind.ANTHROPIC, "${ANTHROPIC_API_KEY:-}"),
        AZURE(ProviderKind.AZURE, "${AZURE_OPENAI_API_KEY:-}"),
        GENAI(ProviderKind.GENAI, "${GEMINI_API_KEY:-${GOOGLE_API_KEY:-}}");

        private final ProviderKind provider;
        private final String key;

        Kind(ProviderKind provider, String key) {
            this.provider = provider;
            this.key = key;
        }
    }

    private final Kind kind;

    /** Serves {@code kind}. */
    protected NamedServlet(Kind kind) {
        this.kind = kind;
    }

    @Override
    protected GatewayConfig load(Consumer<Path> files) throws ConfigException, ServletException {
        String file = parameter("config");
        return file == null ? fromParameters(files) : checked(ConfigSource.load(file, null, files));
    }

    /** The file's other routes are left to other servlets. */
    @Override
    boolean serves(RouteConfig route) {
        return route.provider() == kind.provider;
    }

    /** Only of what has no init parameter of its own a message has to speak. */
    @Override
    String setting(int index) {
        return parameter("config") != null
                ? super.setting(index)
                : "the init parameter config of servlet " + getServletName() + " to a file with routes[]";
    }

    private GatewayConfig checked(GatewayConfig config) throws ServletException {
        if (config.routes().stream().noneMatch(this::serves)) {
            throw refusal(
                    "The configuration of servlet " + getServletName() + " has no route with provider: " + label(),
                    null);
        }
        return config;
    }

    /** Init parameters are written as a configuration, so that they are checked and reported like one. */
    private GatewayConfig fromParameters(Consumer<Path> files) throws ConfigException, ServletException {
        ObjectNode root = new JsonMapper().createObjectNode();
        String callers = parameter("callers");
        if (callers != null) {
            root.putObject("access").put("callers", callers);
        }
        for (String path : paths()) {
            ObjectNode route = root.withArray("routes").addObject();
            route.put("path", path).put("provider", label());
            put(route, "target", parameter("target"));
            fillKey(route);
        }
        return ConfigSource.loader(files).parse(root.toString(), "init parameters of servlet " + getServletName());
    }

    private void fillKey(ObjectNode route) {
        ObjectNode key = route.withArray("keys").addObject();
        String value = parameter("key");
        key.put("value", value != null ? value : kind.key);
        if (kind == Kind.AZURE) {
            String endpoint = parameter("endpoint");
            String version = parameter("api-version");
            key.put("endpoint", endpoint != null ? endpoint : "${AZURE_OPENAI_ENDPOINT:-}");
            key.put("api-version", version != null ? version : "${OPENAI_API_VERSION:-}");
        }
    }

    /** The mappings that end in a wildcard, without it. */
    private List<String> paths() throws ServletException {
        ServletRegistration registration = getServletContext().getServletRegistration(getServletName());
        List<String> paths = new ArrayList<>();
        for (String mapping : registration == null ? List.<String>of() : registration.getMappings()) {
            if (mapping.endsWith("/*") && mapping.length() > 2) {
                paths.add(mapping.substring(0, mapping.length() - 2));
            }
        }
        if (paths.isEmpty()) {
            throw refusal(
                    "Servlet " + getServletName() + " needs a mapping such as /" + label() + "_passthrough/*", null);
        }
        return paths;
    }

    private @Nullable String parameter(String name) {
        String value = getInitParameter(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    private static void put(ObjectNode node, String name, @Nullable String value) {
        if (value != null) {
            node.put(name, value);
        }
    }

    private String label() {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
