package dev.gangway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.config.AccessConfig.Callers;
import dev.gangway.config.RouteConfig.ProviderKind;
import dev.gangway.config.RouteConfig.VertexConfig;
import dev.gangway.credential.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ShippedConfigTest {

    private static final Map<String, String> ALL = Map.ofEntries(
            Map.entry("OPENAI_API_KEY", "sk-openai"),
            Map.entry("ANTHROPIC_API_KEY", "sk-anthropic"),
            Map.entry("AZURE_OPENAI_API_KEY", "azure-key"),
            Map.entry("AZURE_OPENAI_ENDPOINT", "https://res.openai.azure.com/"),
            Map.entry("OPENAI_API_VERSION", "2024-10-21"),
            Map.entry("GEMINI_API_KEY", "gemini-key"),
            Map.entry("GOOGLE_CLOUD_PROJECT", "my-project"),
            Map.entry("GOOGLE_CLOUD_LOCATION", "us-central1"),
            Map.entry("VERTEX_ACCESS_TOKEN", "ya29.token"),
            Map.entry("AWS_REGION", "eu-west-1"),
            Map.entry("AWS_BEARER_TOKEN_BEDROCK", "bedrock-key"));

    @Test
    void startsWithoutAnyVariable() throws ConfigException {
        GatewayConfig config = Configs.loader(Map.of()).builtIn();

        assertNull(config.publicUrl());
        assertTrue(config.signingSecret().isEmpty());
        assertEquals(new AccessConfig(Callers.LOOPBACK, List.of(), List.of()), config.access());
        assertEquals(4096, config.upstream().maxConnections());
        assertEquals(
                List.of(
                        "/openai_passthrough",
                        "/anthropic_passthrough",
                        "/azure_passthrough",
                        "/genai_passthrough",
                        "/bedrock_passthrough"),
                config.routes().stream().map(RouteConfig::path).toList());
        assertEquals(
                List.of(
                        ProviderKind.OPENAI,
                        ProviderKind.ANTHROPIC,
                        ProviderKind.AZURE,
                        ProviderKind.GENAI,
                        ProviderKind.BEDROCK),
                config.routes().stream().map(RouteConfig::provider).toList());
        for (RouteConfig route : config.routes()) {
            KeyConfig key = route.keys().get(0);
            assertEquals("main", key.name());
            assertTrue(key.value().isEmpty());
            assertNull(key.endpoint());
            assertNull(key.apiVersion());
        }
    }

    @Test
    void namesTheSettingsThatAreMissing() throws ConfigException {
        List<RouteConfig> routes = Configs.loader(Map.of()).builtIn().routes();

        assertEquals(
                "routes[0].keys[0].value (OPENAI_API_KEY)", only(routes.get(0)).setting());
        assertEquals(
                "routes[2].keys[0].endpoint (AZURE_OPENAI_ENDPOINT)",
                only(routes.get(2)).endpointSetting());
        assertEquals(
                "routes[3].keys[0].value (GEMINI_API_KEY or GOOGLE_API_KEY)",
                only(routes.get(3)).setting());
        assertEquals(
                "routes[4].keys[0].value (AWS_BEARER_TOKEN_BEDROCK)",
                only(routes.get(4)).setting());
        VertexConfig vertex = Objects.requireNonNull(routes.get(3).vertex());
        assertNull(vertex.project());
        assertNull(vertex.location());
        assertEquals(
                "routes[3].vertex.keys[0].access-token (VERTEX_ACCESS_TOKEN)"
                        + " or routes[3].vertex.keys[0].value (VERTEX_API_KEY)",
                vertex.keys().get(0).setting());
    }

    @Test
    void takesAllConventionalVariables() throws ConfigException {
        List<RouteConfig> routes = Configs.loader(ALL).builtIn().routes();

        assertEquals(Secret.of("sk-openai"), only(routes.get(0)).value());
        assertEquals(Secret.of("sk-anthropic"), only(routes.get(1)).value());
        KeyConfig azure = only(routes.get(2));
        assertEquals(Secret.of("azure-key"), azure.value());
        assertEquals(URI.create("https://res.openai.azure.com"), azure.endpoint());
        assertEquals("2024-10-21", azure.apiVersion());
        assertEquals(Secret.of("gemini-key"), only(routes.get(3)).value());
        VertexConfig vertex = Objects.requireNonNull(routes.get(3).vertex());
        assertEquals("my-project", vertex.project());
        assertEquals("us-central1", vertex.location());
        assertEquals(Secret.of("ya29.token"), vertex.keys().get(0).accessToken());
        assertEquals(Secret.NONE, vertex.keys().get(0).value());
        KeyConfig bedrock = only(routes.get(4));
        assertEquals("eu-west-1", bedrock.region());
        assertEquals(Secret.of("bedrock-key"), bedrock.value());
    }

    @Test
    void takesOneOfVertexsVariables() throws ConfigException {
        Configs.loader(Map.of("VERTEX_API_KEY", "vertex-key")).builtIn();
        Map<String, String> both = Map.of("VERTEX_API_KEY", "vertex-key", "VERTEX_ACCESS_TOKEN", "ya29.token");

        ConfigException failure =
                assertThrows(ConfigException.class, () -> Configs.loader(both).builtIn());

        String message = String.valueOf(failure.getMessage());
        assertTrue(
                message.contains("access-token (VERTEX_ACCESS_TOKEN) or routes[3].vertex.keys[0].value (VERTEX_API_KEY)"
                        + " empty"),
                message);
    }

    @Test
    void takesGooglesKeyWhereGeminisIsEmpty() throws ConfigException {
        Map<String, String> variables = Map.of("GEMINI_API_KEY", "", "GOOGLE_API_KEY", "google-key");

        List<RouteConfig> routes = Configs.loader(variables).builtIn().routes();

        assertEquals(Secret.of("google-key"), only(routes.get(3)).value());
    }

    @Test
    void isTheFileThatOperatorsEdit() throws ConfigException {
        ConfigLoader loader = Configs.loader(ALL);

        assertEquals(loader.load(Path.of("../etc/gangway.yaml")), loader.builtIn());
    }

    private static KeyConfig only(RouteConfig route) {
        assertEquals(1, route.keys().size());
        return route.keys().get(0);
    }
}
