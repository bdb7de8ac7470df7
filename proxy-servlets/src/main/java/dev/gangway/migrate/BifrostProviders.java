package dev.gangway.migrate;

import dev.gangway.migrate.Draft.Route;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The entries of Bifrost's {@code providers}. */
final class BifrostProviders {

    /** Our provider by Bifrost's. */
    private static final Map<String, String> PROVIDERS = Map.ofEntries(
            Map.entry("openai", "openai"),
            Map.entry("anthropic", "anthropic"),
            Map.entry("azure", "azure"),
            Map.entry("gemini", "genai"),
            Map.entry("vertex", "genai"),
            Map.entry("bedrock", "bedrock"),
            Map.entry("cohere", "cohere"),
            Map.entry("mistral", "mistral"),
            Map.entry("groq", "groq"),
            Map.entry("openrouter", "openrouter"),
            Map.entry("perplexity", "perplexity"),
            Map.entry("fireworks", "fireworks"),
            Map.entry("xai", "xai"),
            Map.entry("ollama", "ollama"),
            Map.entry("vllm", "vllm"));

    private final Draft draft;

    BifrostProviders(Draft draft) {
        this.draft = draft;
    }

    void read(String name, Source provider) {
        Source custom = provider.block("custom_provider_config");
        String base = custom.text("base_provider_type");
        String kind = PROVIDERS.get(base == null ? name : base);
        if (kind == null) {
            draft.notCarried(provider.path(), "there is no route for this provider yet");
            List.copyOf(provider.names()).forEach(provider::take);
            List.copyOf(custom.names()).forEach(custom::take);
            return;
        }
        boolean vertex = name.equals("vertex");
        Route route = route(kind.equals("genai") ? "genai" : name, kind);
        Source key = key(provider);
        if (key != null && vertex) {
            route.set("vertex", vertex(key));
        } else if (key != null) {
            route.set("keys", List.of(kind.equals("bedrock") ? bedrock(key) : plain(key, kind.equals("azure"))));
        }
        network(provider.block("network_config"), route, kind, vertex);
    }

    /** Gemini and Vertex share a route, as they do in Bifrost. */
    private Route route(String name, String kind) {
        String path = "/" + name + "_passthrough";
        for (Route route : draft.routes()) {
            if (path.equals(route.path())) {
                return route;
            }
        }
        Route route = new Route(path, kind);
        draft.add(route, name);
        return route;
    }

    /** The key with the greatest weight; the first of several. */
    private @Nullable Source key(Source provider) {
        List<Source> keys = provider.blocks("keys").stream()
                .filter(key -> !"false".equals(key.text("enabled")))
                .toList();
        Source best = keys.stream()
                .min(Comparator.comparing(BifrostProviders::weight).reversed())
                .orElse(null);
        for (Source key : keys) {
            if (key != best) {
                draft.notCarried(key.path(), "a route has one key yet; the one with the greatest weight is taken");
                List.copyOf(key.names()).forEach(key::take);
            }
        }
        if (best != null) {
            best.takeIf("models", List.of("*"));
            best.take("weight");
        }
        return best;
    }

    private static BigDecimal weight(Source key) {
        String weight = key.text("weight");
        try {
            return new BigDecimal(weight == null ? "1" : weight);
        } catch (NumberFormatException e) {
            return BigDecimal.ONE;
        }
    }

    private static Map<String, Object> plain(Source key, boolean azure) {
        Map<String, Object> plain = new LinkedHashMap<>();
        put(plain, "name", key.text("name"));
        put(plain, "value", key.text("value"));
        if (azure) {
            Source config = key.block("azure_key_config");
            put(plain, "endpoint", config.text("endpoint"));
            put(plain, "api-version", config.text("api_version"));
        }
        return plain;
    }

    private static Map<String, Object> bedrock(Source key) {
        Map<String, Object> bedrock = new LinkedHashMap<>();
        put(bedrock, "name", key.text("name"));
        BedrockKey.BIFROST.read(key.block("bedrock_key_config"), key.text("value"), bedrock);
        return bedrock;
    }

    private Map<String, Object> vertex(Source key) {
        Map<String, Object> vertex = new LinkedHashMap<>();
        Source config = key.block("vertex_key_config");
        put(vertex, "project", config.text("project_id"));
        put(vertex, "location", config.text("region"));
        Map<String, Object> credential = new LinkedHashMap<>();
        put(credential, "name", key.text("name"));
        String value = key.text("value");
        credential.put("access-token", "${VERTEX_ACCESS_TOKEN:-}");
        put(credential, "value", value);
        if (config.text("auth_credentials") != null) {
            draft.notCarried(
                    config.path() + ".auth_credentials",
                    "put it into google.credentials of the key, or an OAuth access token into VERTEX_ACCESS_TOKEN");
        }
        vertex.put("keys", List.of(credential));
        return vertex;
    }

    private static void network(Source network, Route route, String kind, boolean vertex) {
        String base = kind.equals("azure") || vertex ? null : network.text("base_url");
        if (base != null) {
            route.set("target", Values.required(base));
        }
        String unary = Values.seconds(network.text("default_request_timeout_in_seconds"));
        String stream = Values.seconds(network.text("stream_idle_timeout_in_seconds"));
        if (unary != null || stream != null) {
            route.set("timeouts", Map.of("idle", unary != null ? unary : String.valueOf(stream)));
        }
        Source extra = network.block("extra_headers");
        Map<String, Object> headers = new LinkedHashMap<>();
        extra.names().forEach(name -> put(headers, name, extra.text(name)));
        if (!headers.isEmpty()) {
            route.set("headers", headers);
        }
    }

    private static void put(Map<String, Object> to, String name, @Nullable String value) {
        if (value != null) {
            to.put(name, Values.expression(value));
        }
    }
}
