package dev.gangway.config;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gangway.config.ConfigException.Problem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;

/** Short ways to parse. */
final class Configs {

    private Configs() {}

    /** NullAway on JDK 17 does not see in a class file that the function may return null; hence it looks away. */
    @NullUnmarked
    static ConfigLoader loader(Map<String, String> variables) {
        return new ConfigLoader(variables::get);
    }

    @NullUnmarked
    static Expander expander(Map<String, String> variables) {
        return expander(variables, Map.of());
    }

    @NullUnmarked
    static Expander expander(Map<String, String> variables, Map<String, Object> entries) {
        return new Expander(variables::get, entries::get, file -> {});
    }

    static GatewayConfig parse(Map<String, String> variables, String yaml) throws ConfigException {
        return loader(variables).parse(yaml, "test.yaml");
    }

    static GatewayConfig parse(String yaml) throws ConfigException {
        return parse(Map.of(), yaml);
    }

    /** The single route of {@code settings}, which are indented by four spaces below path and provider. */
    static RouteConfig route(String provider, String settings) throws ConfigException {
        return parse(routeYaml(provider, settings)).routes().get(0);
    }

    static String routeYaml(String provider, String settings) {
        return "routes:\n  - path: /r\n    provider: " + provider + "\n" + settings.indent(4);
    }

    static ConfigException failure(Map<String, String> variables, String yaml) {
        return assertThrows(ConfigException.class, () -> parse(variables, yaml));
    }

    static List<Problem> problems(Map<String, String> variables, String yaml) {
        return failure(variables, yaml).problems();
    }

    static List<Problem> problems(String yaml) {
        return problems(Map.of(), yaml);
    }

    static List<String> paths(List<Problem> problems) {
        return problems.stream().map(Problem::path).toList();
    }
}
