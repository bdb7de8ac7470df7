package dev.gangway.bench;

import dev.gangway.credential.Credential.AccessToken;
import dev.gangway.credential.Credential.ApiKey;
import dev.gangway.credential.Secret;
import dev.gangway.credential.UpstreamKey;
import dev.gangway.provider.Provider;
import dev.gangway.provider.RequestHead;
import dev.gangway.provider.Upstream;
import dev.gangway.provider.azure.ApiVersion;
import dev.gangway.provider.azure.AzureKey;
import dev.gangway.provider.azure.AzureProvider;
import dev.gangway.provider.genai.GenAiProvider;
import dev.gangway.provider.genai.VertexProjects;
import dev.gangway.provider.genai.VertexSettings;
import dev.gangway.provider.openai.OpenAiProvider;
import java.util.Set;

/** Requests as SDKs send them, and the routes that take them. */
public final class Heads {

    private static final String KEY = "sk-of-the-operator-0123456789abcdef";

    private Heads() {}

    /** A request without headers; no provider here asks for one that its SDK sends. */
    record Head(String method, String prefix, String path, String query) implements RequestHead {
        @Override
        public String publicPrefix() {
            return prefix;
        }

        @Override
        public String header(String name) {
            return null;
        }
    }

    static RequestHead head(String api) {
        return switch (api) {
            case "azure" ->
                new Head(
                        "POST",
                        "/azure_passthrough",
                        "/openai/deployments/gpt-4o-mini/chat/completions",
                        "api-version=2024-02-01");
            case "gemini" ->
                new Head(
                        "POST",
                        "/genai_passthrough",
                        "/v1beta/models/gemini-2.5-flash:streamGenerateContent",
                        "alt=sse&key=sk-of-the-client");
            case "vertex" ->
                new Head(
                        "POST",
                        "/genai_passthrough",
                        "/v1beta1/projects/p/locations/us-central1/publishers/google/models/gemini-2.5-flash"
                                + ":generateContent",
                        null);
            default -> new Head("POST", "/openai_passthrough", "/v1/chat/completions", null);
        };
    }

    public static Provider provider(String api) {
        return switch (api) {
            case "azure" ->
                new AzureProvider(
                        new AzureKey(key(), Upstream.of("https://r.openai.azure.com"), null, "2024-10-21", "endpoint"),
                        ApiVersion.CONFIG_FIRST);
            case "gemini", "vertex" -> genAi();
            default -> new OpenAiProvider(OpenAiProvider.DEFAULT, key());
        };
    }

    private static Provider genAi() {
        UpstreamKey token = new UpstreamKey("main", new AccessToken(Secret.of(KEY)), "access-token");
        VertexProjects any = new VertexProjects(Set.of(), "projects");
        VertexSettings vertex = new VertexSettings("p", "us-central1", null, any, token, true, "vertex");
        return new GenAiProvider("/genai_passthrough", GenAiProvider.DEFAULT, key(), vertex, Secret.of(KEY));
    }

    private static UpstreamKey key() {
        return new UpstreamKey("main", new ApiKey(Secret.of(KEY)), "keys");
    }
}
