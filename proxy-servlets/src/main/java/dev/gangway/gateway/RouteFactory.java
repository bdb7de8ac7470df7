package dev.gangway.gateway;

import dev.gangway.config.GenericConfig;
import dev.gangway.config.KeyConfig;
import dev.gangway.config.RouteConfig;
import dev.gangway.config.RouteConfig.ClientAuth;
import dev.gangway.config.RouteConfig.VertexConfig;
import dev.gangway.credential.Credential;
import dev.gangway.credential.Credential.AccessToken;
import dev.gangway.credential.Credential.ApiKey;
import dev.gangway.credential.Credential.FromClient;
import dev.gangway.credential.Credential.Issued;
import dev.gangway.credential.Credential.Missing;
import dev.gangway.credential.Secret;
import dev.gangway.credential.UpstreamKey;
import dev.gangway.provider.EditedProvider;
import dev.gangway.provider.Provider;
import dev.gangway.provider.Upstream;
import dev.gangway.provider.anthropic.AnthropicProvider;
import dev.gangway.provider.azure.ApiVersion;
import dev.gangway.provider.azure.AzureKey;
import dev.gangway.provider.azure.AzureProvider;
import dev.gangway.provider.bedrock.BedrockKey;
import dev.gangway.provider.bedrock.BedrockProvider;
import dev.gangway.provider.genai.GenAiProvider;
import dev.gangway.provider.genai.VertexProjects;
import dev.gangway.provider.genai.VertexSettings;
import dev.gangway.provider.generic.GenericProvider;
import dev.gangway.provider.generic.Target;
import dev.gangway.provider.openai.OpenAiProvider;
import dev.gangway.route.Route;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes live routes of configured ones. */
final class RouteFactory {

    /** What stands in a record for the client's own key. */
    static final String CLIENT = "client";

    private static final VertexProjects ANY_PROJECT = new VertexProjects(Set.of(), "");

    private final Secret signingSecret;
    private final Clouds clouds;

    /** Keys of clouds share the tokens of {@code clouds}. */
    RouteFactory(Secret signingSecret, Clouds clouds) {
        this.signingSecret = signingSecret;
        this.clouds = clouds;
    }

    Route create(RouteConfig config, String setting) {
        return new Route(
                config.path(),
                EditedProvider.of(provider(config, setting), RuleFactory.edits(config)),
                config.timeouts().connect(),
                config.timeouts().idle(),
                config.timeouts().total(),
                config.maxRequestBody(),
                config.terms(),
                RuleFactory.reach(config),
                config.rules().edits());
    }

    private Provider provider(RouteConfig config, String setting) {
        UpstreamKey key = key(config.clientAuth(), config.keys(), setting + ".keys");
        return switch (config.provider()) {
            case OPENAI -> new OpenAiProvider(target(config, OpenAiProvider.DEFAULT), key);
            case ANTHROPIC -> new AnthropicProvider(target(config, AnthropicProvider.DEFAULT), key);
            case AZURE -> azure(config, key);
            case GENAI ->
                new GenAiProvider(
                        config.path(),
                        target(config, GenAiProvider.DEFAULT),
                        key,
                        vertex(config, setting),
                        signingSecret);
            case BEDROCK -> bedrock(config, key);
            case GENERIC -> generic(config, Objects.requireNonNull(config.generic()), key);
        };
    }

    private static Provider generic(RouteConfig config, GenericConfig generic, UpstreamKey key) {
        boolean clientAuth = config.clientAuth() == ClientAuth.FORWARD;
        boolean keyless = config.keys().isEmpty() && !clientAuth;
        return new GenericProvider(
                generic.name(),
                Target.of(generic.target()),
                keyless ? null : key,
                generic.api(),
                GenericProvider.removal(generic.known(), clientAuth, generic.forwardHeaders()));
    }

    private static Provider bedrock(RouteConfig config, UpstreamKey key) {
        KeyConfig regional = config.keys().get(0);
        return new BedrockProvider(
                upstream(config.target()), new BedrockKey(key, regional.region(), regional.endpointSetting()));
    }

    private static Provider azure(RouteConfig config, UpstreamKey key) {
        KeyConfig resource = config.keys().get(0);
        ApiVersion policy = switch (config.apiVersionPolicy()) {
            case CONFIG_FIRST -> ApiVersion.CONFIG_FIRST;
            case CLIENT_FIRST -> ApiVersion.CLIENT_FIRST;
            case AS_IS -> ApiVersion.AS_IS;
        };
        AzureKey azure = new AzureKey(
                key,
                upstream(resource.endpoint()),
                upstream(resource.anthropicEndpoint()),
                resource.apiVersion(),
                resource.endpointSetting());
        return new AzureProvider(azure, policy);
    }

    private VertexSettings vertex(RouteConfig config, String setting) {
        String block = setting + ".vertex";
        VertexConfig vertex = config.vertex();
        if (vertex == null) {
            return new VertexSettings(
                    null, null, null, ANY_PROJECT, key(config.clientAuth(), List.of(), block + ".keys"), false, block);
        }
        UpstreamKey key = key(config.clientAuth(), vertex.keys(), block + ".keys");
        boolean configured = vertex.project() != null || !(key.credential() instanceof Missing);
        return new VertexSettings(
                vertex.project(),
                vertex.location(),
                upstream(vertex.target()),
                projects(vertex, block),
                key,
                configured,
                block);
    }

    /** The one that fills in is always among them. */
    private static VertexProjects projects(VertexConfig vertex, String block) {
        Set<String> names = new HashSet<>(vertex.projects());
        if (vertex.project() != null && !names.isEmpty()) {
            names.add(vertex.project());
        }
        return new VertexProjects(names, block + ".projects");
    }

    private UpstreamKey key(ClientAuth auth, List<KeyConfig> keys, String setting) {
        if (auth == ClientAuth.FORWARD) {
            return new UpstreamKey(CLIENT, new FromClient(), setting);
        }
        if (keys.isEmpty()) {
            return new UpstreamKey("none", new Missing(), setting);
        }
        KeyConfig key = keys.get(0);
        return new UpstreamKey(key.name(), credential(key), key.setting());
    }

    private Credential credential(KeyConfig key) {
        if (key.cloud() != null) {
            return new Issued(clouds.issuer(key.cloud()));
        }
        if (!key.accessToken().isEmpty()) {
            return new AccessToken(key.accessToken());
        }
        return key.value().isEmpty() ? new Missing() : new ApiKey(key.value());
    }

    private static Upstream target(RouteConfig config, Upstream otherwise) {
        Upstream target = upstream(config.target());
        return target == null ? otherwise : target;
    }

    private static @Nullable Upstream upstream(@Nullable URI uri) {
        return uri == null ? null : Upstream.of(uri);
    }
}
