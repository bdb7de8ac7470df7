package dev.gangway.migrate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Bifrost's {@code config.json}.
 *
 * @see <a href="https://docs.getbifrost.ai/deployment-guides/config-json/providers">Providers</a>
 */
final class Bifrost {

    private static final Set<String> NAMES_OF_MODELS = Set.of("models", "aliases", "blacklisted_models", "deployments");

    private final Source file;
    private final Draft draft = new Draft();

    Bifrost(Source file) {
        this.file = file;
    }

    static boolean wrote(Source file) {
        return file.has("providers");
    }

    Draft draft() {
        access(file.block("governance"));
        String most = file.block("client").text("max_request_body_size_mb");
        if (most != null) {
            draft.set("defaults", Map.of("max-request-body", most + "MiB"));
        }
        Source providers = file.block("providers");
        BifrostProviders reader = new BifrostProviders(draft);
        for (String name : List.copyOf(providers.names())) {
            reader.read(name, providers.block(name));
        }
        for (String leftover : file.leftovers()) {
            draft.notCarried(leftover, why(leftover));
        }
        return draft;
    }

    /** Virtual keys become gateway keys; without any, Bifrost lets everybody in. */
    private void access(Source governance) {
        List<Map<String, Object>> keys = new ArrayList<>();
        for (Source virtual : governance.blocks("virtual_keys")) {
            @Nullable String value = virtual.text("value");
            @Nullable String name = virtual.text("name");
            if (value == null || "false".equals(virtual.text("is_active"))) {
                draft.notCarried(virtual.path(), "it has no value or is not active");
            } else {
                Map<String, Object> key = new LinkedHashMap<>();
                key.put("name", name == null ? "key-" + (keys.size() + 1) : name);
                key.put("value", Values.required(value));
                keys.add(key);
            }
        }
        if (keys.isEmpty()) {
            draft.notCarried(
                    "governance",
                    "without virtual keys Bifrost lets everybody in; here, only this machine may"
                            + " call (access.callers)");
            return;
        }
        Map<String, Object> access = new LinkedHashMap<>();
        access.put("callers", "keys");
        access.put("keys", keys);
        draft.set("access", access);
    }

    private static String why(String path) {
        String name = path.substring(path.lastIndexOf('.') + 1);
        String bedrock = path.contains(".bedrock_key_config.") ? BedrockKey.why(name) : null;
        if (bedrock != null) {
            return bedrock;
        }
        if (NAMES_OF_MODELS.contains(name)) {
            return "every model goes to this key, by the name that the client uses";
        }
        if (path.contains(".max_retries") || path.contains(".retry_backoff")) {
            return "calls are not repeated; SDKs do that";
        }
        return path.endsWith("proxy_config") ? "set upstream.proxy, which is for all routes" : "there is no equal";
    }
}
