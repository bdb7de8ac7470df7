package dev.gangway.migrate;

import dev.gangway.migrate.Draft.Route;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What of LiteLLM's {@code model_list} and Vertex defaults is for its built-in pass-through routes. */
final class LiteLlmModels {

    /** The built-in routes by the provider in a model's name, each with our provider. */
    private static final Map<String, BuiltIn> BUILT_IN = Map.of(
            "openai", new BuiltIn("/openai", "openai"),
            "anthropic", new BuiltIn("/anthropic", "anthropic"),
            "azure", new BuiltIn("/azure", "azure"),
            "gemini", new BuiltIn("/gemini", "genai"),
            "vertex_ai", new BuiltIn("/vertex_ai", "genai"),
            "bedrock", new BuiltIn("/bedrock", "bedrock"),
            "cohere", new BuiltIn("/cohere", "cohere"),
            "mistral", new BuiltIn("/mistral", "mistral"),
            "vllm", new BuiltIn("/vllm", "vllm"));

    private record BuiltIn(String path, String provider) {}

    private final Draft draft;

    LiteLlmModels(Draft draft) {
        this.draft = draft;
    }

    void read(Source file, Source general) {
        for (Source model : file.blocks("model_list")) {
            String name = String.valueOf(model.text("model_name"));
            Source parameters = model.block("litellm_params");
            boolean bedrock = String.valueOf(parameters.text("model")).startsWith("bedrock/");
            if (parameters.isTrue("use_in_pass_through") || bedrock) {
                route(model.path(), parameters);
            } else {
                draft.notCarried(
                        model.path() + " (" + name + ")",
                        "a model of LiteLLM's own API; call the provider's own" + " API through a route for it");
                List.copyOf(model.names()).forEach(model::take);
                List.copyOf(parameters.names()).forEach(parameters::take);
            }
        }
        for (Source holder : List.of(file, general)) {
            if (holder.has("default_vertex_config")) {
                Source config = holder.block("default_vertex_config");
                draft.add(vertex(config), config.path());
            }
        }
    }

    private void route(String from, Source parameters) {
        String model = String.valueOf(parameters.text("model"));
        String provider = model.contains("/") ? model.substring(0, model.indexOf('/')) : "openai";
        BuiltIn known = BUILT_IN.get(provider);
        if (known == null) {
            draft.notCarried(from, "there is no route for provider " + provider + " yet");
            List.copyOf(parameters.names()).forEach(parameters::take);
        } else if (provider.equals("vertex_ai")) {
            draft.add(vertex(parameters), from);
        } else {
            draft.add(provider.equals("bedrock") ? bedrock(known, parameters) : plain(known, parameters), from);
        }
    }

    private static Route bedrock(BuiltIn known, Source parameters) {
        Route route = new Route(known.path(), known.provider());
        route.say("paths have AWS's own ids of models, not the names of model_list");
        Map<String, Object> key = new LinkedHashMap<>();
        BedrockKey.LITELLM.read(parameters, parameters.text("api_key"), key);
        if (parameters.text("aws_region_name") == null) {
            region(String.valueOf(parameters.text("model"))).ifPresent(region -> key.put("region", region));
        }
        String endpoint = parameters.text("aws_bedrock_runtime_endpoint");
        if (endpoint != null) {
            route.set("target", Values.required(endpoint));
        }
        route.set("keys", List.of(key));
        return route;
    }

    /** In the model's ARN, or as a folder before its name: there LiteLLM looks before it asks the environment. */
    private static Optional<String> region(String model) {
        return Stream.of(model.split("[/:]"))
                .filter(part -> part.matches("[a-z]{2}(-[a-z]+)+-[0-9]"))
                .findFirst();
    }

    private static Route plain(BuiltIn known, Source parameters) {
        Route route = new Route(known.path(), known.provider());
        String base = parameters.text("api_base");
        String key = parameters.text("api_key");
        Map<String, Object> first =
                new LinkedHashMap<>(Values.keys(null, key == null ? "" : key).get(0));
        boolean azure = known.provider().equals("azure");
        if (azure) {
            put(first, "endpoint", base);
            put(first, "api-version", parameters.text("api_version"));
        } else if (base != null) {
            String target = base.replaceFirst("/v1/?$", "");
            route.set("target", Values.required(target));
        }
        if (key != null || azure) {
            route.set("keys", List.of(first));
        }
        return route;
    }

    private static void put(Map<String, Object> key, String name, @Nullable String value) {
        if (value != null) {
            key.put(name, Values.expression(value));
        }
    }

    private Route vertex(Source config) {
        Route route = new Route("/vertex_ai", "genai");
        Map<String, Object> vertex = new LinkedHashMap<>();
        put(vertex, "project", config.text("vertex_project"));
        put(vertex, "location", config.text("vertex_location"));
        vertex.put("keys", List.of(Map.of("access-token", "${VERTEX_ACCESS_TOKEN:-}")));
        route.set("vertex", vertex);
        if (config.text("vertex_credentials") != null) {
            draft.notCarried(
                    config.path() + ".vertex_credentials",
                    "name the file as google.credentials-file of the key, or put an OAuth access token into"
                            + " VERTEX_ACCESS_TOKEN");
        }
        return route;
    }
}
