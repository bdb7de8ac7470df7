package dev.gangway.migrate;

import dev.gangway.migrate.Draft.Route;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * LiteLLM's {@code config.yaml}.
 *
 * @see <a href="https://docs.litellm.ai/docs/proxy/pass_through">Pass-through endpoints</a>
 */
final class LiteLlm {

    private static final List<String> DEFAULT_METHODS = List.of("GET", "POST", "PUT", "DELETE", "PATCH");

    private final Source file;
    private final Draft draft = new Draft();

    LiteLlm(Source file) {
        this.file = file;
    }

    static boolean wrote(Source file) {
        return file.has("general_settings") || file.has("model_list") || file.has("litellm_settings");
    }

    Draft draft() {
        Source general = file.block("general_settings");
        access(general);
        String timeout = Values.seconds(general.text("pass_through_request_timeout"));
        if (timeout != null) {
            draft.set("defaults", Map.of("timeouts", Map.of("idle", timeout)));
        }
        general.blocks("pass_through_endpoints").forEach(this::endpoint);
        new LiteLlmModels(draft).read(file, general);
        for (String leftover : file.leftovers()) {
            draft.notCarried(leftover, why(leftover));
        }
        return draft;
    }

    private void access(Source general) {
        String master = general.text("master_key");
        if (master == null) {
            draft.notCarried(
                    "general_settings",
                    "without master_key LiteLLM lets everybody in; here, only this machine may"
                            + " call (access.callers)");
            return;
        }
        Map<String, Object> access = new LinkedHashMap<>();
        access.put("callers", "keys");
        Map<String, Object> key = new LinkedHashMap<>();
        key.put("name", "master");
        key.put("value", Values.required(master));
        access.put("keys", List.of(key));
        draft.set("access", access);
    }

    private void endpoint(Source endpoint) {
        String path = endpoint.text("path");
        String target = endpoint.text("target");
        if (path == null || target == null || path.equals("/")) {
            draft.notCarried(endpoint.path(), "a route needs a target, and a path with a name in it");
            return;
        }
        if (!target.startsWith("http") && !target.startsWith("os.environ/")) {
            draft.notCarried(
                    endpoint.path() + " (" + path + ")", "its target is an adapter that translates between APIs");
            endpoint.names().forEach(endpoint::take);
            return;
        }
        Route route = new Route(path.replaceFirst("/+$", ""), "");
        route.set("target", Values.required(target));
        headers(endpoint.block("headers"), route);
        settings(endpoint, route);
        draft.add(route, endpoint.path());
    }

    private void settings(Source endpoint, Route route) {
        if (endpoint.isTrue("forward_headers")) {
            route.set("forward-headers", true);
        }
        if (!endpoint.isTrue("include_subpath")) {
            route.set("include-subpath", false);
        }
        List<String> methods = endpoint.texts("methods");
        route.set("methods", methods.isEmpty() ? DEFAULT_METHODS : methods);
        Source query = endpoint.block("default_query_params");
        Map<String, Object> parameters = new LinkedHashMap<>();
        query.names().forEach(name -> parameters.put(name, Values.expression(String.valueOf(query.text(name)))));
        if (!parameters.isEmpty()) {
            route.set("query", parameters);
        }
        String timeout = Values.seconds(endpoint.text("timeout"));
        if (timeout != null) {
            route.set("timeouts", Map.of("idle", timeout));
        }
        String cost = endpoint.text("cost_per_request");
        if (cost != null && new BigDecimal(cost).signum() != 0) {
            route.set("cost-per-request", new BigDecimal(cost));
        }
        if ("false".equalsIgnoreCase(endpoint.text("auth"))) {
            route.set("callers", "anyone");
            route.say("auth: false: whoever reaches the gateway spends this route's key");
        }
    }

    private void headers(Source headers, Route route) {
        Map<String, Object> sent = new LinkedHashMap<>();
        for (String name : List.copyOf(headers.names())) {
            String value = headers.text(name);
            String bearer = value == null || !name.equalsIgnoreCase("authorization") ? null : Values.bearer(value);
            if (name.equals("litellm_user_api_key")) {
                draft.notCarried(headers.path() + "." + name, "a gateway key is found in every slot that an SDK fills");
            } else if (bearer != null) {
                route.set("keys", Values.keys(null, bearer));
            } else if (value != null) {
                sent.put(name, Values.expression(value));
            }
        }
        if (!sent.isEmpty()) {
            route.set("headers", sent);
        }
    }

    private static String why(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        if (lower.startsWith("router_settings")) {
            return "calls are not spread over models or deployments";
        }
        if (lower.startsWith("environment_variables")) {
            return "set these variables where the gateway starts";
        }
        String bedrock = lower.contains(".litellm_params.aws_") ? BedrockKey.why(lower) : null;
        if (bedrock != null) {
            return bedrock;
        }
        return lower.contains("guardrails") ? "bodies are not looked into" : "there is no equal";
    }
}
