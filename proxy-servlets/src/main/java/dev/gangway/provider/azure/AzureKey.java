package dev.gangway.provider.azure;

import dev.gangway.credential.UpstreamKey;
import dev.gangway.provider.Upstream;
import org.jspecify.annotations.Nullable;

/**
 * A key and the resource that it belongs to.
 *
 * @param key the key
 * @param endpoint the resource's endpoint, or null where none is configured
 * @param anthropicEndpoint where Claude lives, or null to derive it from {@code endpoint}
 * @param apiVersion the key's api-version, or null
 * @param endpointSetting which setting and variable the endpoint comes from, for messages
 */
public record AzureKey(
        UpstreamKey key,
        @Nullable Upstream endpoint,
        @Nullable Upstream anthropicEndpoint,
        @Nullable String apiVersion,
        String endpointSetting) {

    /** Claude is served by the resource's Foundry host, not by its OpenAI host. */
    @Nullable Upstream forAnthropic() {
        if (anthropicEndpoint != null || endpoint == null) {
            return anthropicEndpoint;
        }
        for (String suffix : new String[] {".openai.azure.com", ".cognitiveservices.azure.com"}) {
            if (endpoint.host().endsWith(suffix)) {
                String resource = endpoint.host().substring(0, endpoint.host().length() - suffix.length());
                return new Upstream(
                        endpoint.scheme(), resource + ".services.ai.azure.com", endpoint.port(), endpoint.basePath());
            }
        }
        return endpoint;
    }
}
