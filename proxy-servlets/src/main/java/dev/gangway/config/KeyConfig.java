package dev.gangway.config;

import dev.gangway.credential.CloudSettings;
import dev.gangway.credential.Secret;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * One upstream key of a route.
 *
 * @param name what the record calls it; default {@code key-1}
 * @param value an API key; {@link Secret#NONE} where the configuration leaves it empty
 * @param accessToken Vertex only: an OAuth token, in place of {@code value}; {@link Secret#NONE} where not given
 * @param endpoint Azure only: the resource's endpoint; null where the configuration leaves it empty
 * @param anthropicEndpoint Azure only: overrides the endpoint on {@code /anthropic} paths; null where not given
 * @param apiVersion Azure only: the key's api-version; null where not given
 * @param setting where the value comes from, for messages: {@code routes[0].keys[0].value (OPENAI_API_KEY)}; of a
 *     Vertex key both settings; {@code routes[0].keys} where the file has no key
 * @param endpointSetting the same for the endpoint, such as {@code routes[2].keys[0].endpoint (AZURE_OPENAI_ENDPOINT)}
 * @param cloud what tokens are fetched with, in place of {@code value} and {@code accessToken}; null where not given
 */
public record KeyConfig(
        String name,
        Secret value,
        Secret accessToken,
        @Nullable URI endpoint,
        @Nullable URI anthropicEndpoint,
        @Nullable String apiVersion,
        String setting,
        String endpointSetting,
        @Nullable CloudSettings cloud) {

    /** A key of its own. */
    public KeyConfig(
            String name,
            Secret value,
            Secret accessToken,
            @Nullable URI endpoint,
            @Nullable URI anthropicEndpoint,
            @Nullable String apiVersion,
            String setting,
            String endpointSetting) {
        this(name, value, accessToken, endpoint, anthropicEndpoint, apiVersion, setting, endpointSetting, null);
    }

    /** Whether the configuration leaves it empty. */
    public boolean isMissing() {
        return value.isEmpty() && accessToken.isEmpty() && cloud == null;
    }
}
