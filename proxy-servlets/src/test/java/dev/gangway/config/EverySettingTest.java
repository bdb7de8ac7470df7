package dev.gangway.config;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.config.AccessConfig.Callers;
import dev.gangway.config.AccessConfig.GatewayKey;
import dev.gangway.config.ObserveConfig.BodiesConfig;
import dev.gangway.config.ObserveConfig.MetricNames;
import dev.gangway.config.ObserveConfig.RecordFileConfig;
import dev.gangway.config.RouteConfig.ApiVersionPolicy;
import dev.gangway.config.RouteConfig.ClientAuth;
import dev.gangway.config.RouteConfig.ProviderKind;
import dev.gangway.config.RouteConfig.Timeouts;
import dev.gangway.config.RouteConfig.VertexConfig;
import dev.gangway.config.RouteRules.HeaderValue;
import dev.gangway.credential.AwsSettings;
import dev.gangway.credential.AwsSettings.Source;
import dev.gangway.credential.CloudSettings;
import dev.gangway.credential.EntraSettings;
import dev.gangway.credential.EntraSettings.Proof;
import dev.gangway.credential.GoogleSettings;
import dev.gangway.credential.GoogleSettings.From;
import dev.gangway.credential.Secret;
import dev.gangway.edit.EditOptions;
import dev.gangway.testing.Identity;
import dev.gangway.usage.price.PriceSettings;
import dev.gangway.usage.price.RouteTerms;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EverySettingTest {

    private static final String FULL = """
            public-url: https://llm.example.com/ai/
            signing-secret: "a secret"
            reload: off
            access:
              callers: keys
              networks: [10.0.0.0/8, "2001:db8::/32", 192.0.2.7]
              keys:
                - { name: alice, value: gk-alice }
                - { value: gk-second }
            upstream: { max-connections: 12 }
            records: { file: logs/r.jsonl, max-size: 1MB, keep: 7, bodies: { limit: 1KiB, redact: [a+] } }
            metrics: { names: both }
            prices:
              aliases: { my-deployment: azure/gpt-4o, other: my-model }
              models: { my-model: { input_cost_per_token: 0.000001, supports_vision: true } }
              factor: 1.15
              deployments: { reserved: { prepaid: true }, plain: { prepaid: false } }
            routes:
              - path: /openai
                provider: openai
                target: http://127.0.0.1:9000/base/
                keys: [{ name: main, value: sk-1 }]
                client-auth: replace
                timeouts: { connect: 500ms, idle: 2m, total: 1h }
                max-request-body: 10MiB
                cost-per-request: 0.02
                require-price: true
                trust-upstream-cost: true
              - path: /deep/azure
                provider: azure
                api-version-policy: client-first
                keys:
                  - value: az-1
                    endpoint: https://Res.OpenAI.azure.com/
                    anthropic-endpoint: https://other.services.ai.azure.com
                    api-version: 2024-10-21
              - path: /genai
                provider: genai
                keys: [{ value: gm-1 }]
                vertex:
                  project: my-project
                  projects: [other-project, "123456"]
                  location: us-central1
                  target: https://vertex.internal
                  keys: [{ access-token: ya29.x }]
              - path: /forward
                provider: anthropic
                client-auth: forward
                records: { bodies: { sample: 0.5, redact: [b+], response: false } }
            """;

    @Test
    void mapsTheTop() throws ConfigException {
        GatewayConfig config = Configs.parse(FULL);

        assertEquals(URI.create("https://llm.example.com/ai"), config.publicUrl());
        assertEquals("a secret", config.signingSecret().reveal());
        assertEquals(GatewayConfig.Reload.OFF, config.reload());
        assertEquals(new UpstreamConfig(12, null, List.of(), null), config.upstream());
        assertEquals(
                new PriceSettings(
                        Map.of("my-deployment", "azure/gpt-4o", "other", "my-model"),
                        new BigDecimal("1.15"),
                        Set.of("reserved")),
                config.prices().settings());
        assertTrue(config.prices().table().has("my-model"));
        assertEquals(
                new AccessConfig(
                        Callers.KEYS,
                        List.of("10.0.0.0/8", "2001:db8::/32", "192.0.2.7"),
                        List.of(
                                new GatewayKey("alice", Secret.of("gk-alice")),
                                new GatewayKey("key-2", Secret.of("gk-second")))),
                config.access());
    }

    @Test
    void mapsRecordsAndMetrics() throws ConfigException {
        GatewayConfig config = Configs.parse(FULL);

        assertEquals(
                new ObserveConfig(new RecordFileConfig(Path.of("logs/r.jsonl"), 1_000_000, 7), MetricNames.BOTH),
                config.observe());
        assertEquals(null, config.routes().get(0).bodies());
        assertEquals(
                new BodiesConfig(1024, 0.5, List.of("a+", "b+"), true, false),
                config.routes().get(3).bodies());
        assertEquals(
                new ObserveConfig(null, MetricNames.V1_41),
                Configs.parse(Configs.routeYaml("openai", "")).observe());
    }

    @Test
    void mapsAPlainRoute() throws ConfigException {
        RouteConfig expected = new RouteConfig(
                "/openai",
                ProviderKind.OPENAI,
                URI.create("http://127.0.0.1:9000/base"),
                List.of(new KeyConfig(
                        "main",
                        Secret.of("sk-1"),
                        Secret.NONE,
                        null,
                        null,
                        null,
                        "routes[0].keys[0].value",
                        "routes[0].keys[0].endpoint")),
                ClientAuth.REPLACE,
                ApiVersionPolicy.CONFIG_FIRST,
                null,
                new Timeouts(Duration.ofMillis(500), Duration.ofMinutes(2), Duration.ofHours(1)),
                10 * 1024 * 1024,
                new RouteTerms(new BigDecimal("0.02"), true, true),
                new RouteRules(List.of(), List.of(), Map.of(), List.of(), List.of(), null, EditOptions.NONE),
                null,
                null);

        assertEquals(expected, Configs.parse(FULL).routes().get(0));
    }

    @Test
    void mapsAzure() throws ConfigException {
        RouteConfig route = Configs.parse(FULL).routes().get(1);

        KeyConfig expected = new KeyConfig(
                "key-1",
                Secret.of("az-1"),
                Secret.NONE,
                URI.create("https://res.openai.azure.com"),
                URI.create("https://other.services.ai.azure.com"),
                "2024-10-21",
                "routes[1].keys[0].value",
                "routes[1].keys[0].endpoint");
        assertEquals("/deep/azure", route.path());
        assertEquals(ApiVersionPolicy.CLIENT_FIRST, route.apiVersionPolicy());
        assertEquals(List.of(expected), route.keys());
    }

    @Test
    void mapsVertex() throws ConfigException {
        VertexConfig vertex = Configs.parse(FULL).routes().get(2).vertex();

        assertNotNull(vertex);
        assertEquals("my-project", vertex.project());
        assertEquals(List.of("other-project", "123456"), vertex.projects());
        assertEquals("us-central1", vertex.location());
        assertEquals(URI.create("https://vertex.internal"), vertex.target());
        assertEquals("ya29.x", vertex.keys().get(0).accessToken().reveal());
        assertTrue(vertex.keys().get(0).value().isEmpty());
    }

    @Test
    void mapsGooglesKeys(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("key.json"), "{\"type\":\"external_account\"}");

        assertEquals(
                new GoogleSettings(From.FILE, file, Secret.NONE, "a@b.iam.gserviceaccount.com", "payer"),
                google("credentials-file: " + file
                        + ", impersonate: a@b.iam.gserviceaccount.com, quota-project: payer"));
        assertEquals(
                new GoogleSettings(From.JSON, null, Secret.of("{\"type\":\"service_account\"}"), null, null),
                google("credentials: '{\"type\":\"service_account\"}'"));
        assertEquals(new GoogleSettings(From.ADC, null, Secret.NONE, null, null), google("adc: true"));
        assertEquals(new GoogleSettings(From.METADATA, null, Secret.NONE, null, null), google("metadata: true"));
        assertNull(google("credentials-file: \"${UNSET:-}\", adc: false"));
    }

    @Test
    void mapsBedrocksKeys() throws ConfigException {
        KeyConfig key = Configs.route("bedrock", "keys: [{ region: us-gov-west-1, value: bk }]")
                .keys()
                .get(0);
        assertEquals("us-gov-west-1", key.region());
        assertEquals(Secret.of("bk"), key.value());
        assertEquals("routes[0].keys[0].region", key.endpointSetting());
        assertNull(key.cloud());
        assertEquals(aws(Source.DEFAULT, null), aws("source: default"));
        assertEquals(aws(Source.ENVIRONMENT, null), aws("source: environment"));
        assertEquals(aws(Source.CONTAINER, null), aws("source: container"));
        assertEquals(aws(Source.INSTANCE, null), aws("source: instance"));
        assertEquals(aws(Source.PROFILE, "llm"), aws("profile: llm"));
        assertEquals(
                new AwsSettings(
                        Source.CONFIGURATION, Secret.of("i"), Secret.of("s"), Secret.of("t"), null, "us-east-1"),
                aws("access-key-id: i, secret-access-key: s, session-token: t"));
        assertNull(aws("access-key-id: \"${UNSET:-}\", secret-access-key: \"${UNSET:-}\", session-token: \"\""));
    }

    private static AwsSettings aws(Source source, @Nullable String profile) {
        return new AwsSettings(source, Secret.NONE, Secret.NONE, Secret.NONE, profile, "us-east-1");
    }

    private static @Nullable CloudSettings aws(String settings) throws ConfigException {
        return Configs.route("bedrock", "keys: [{ region: us-east-1, aws: { " + settings + " } }]")
                .keys()
                .get(0)
                .cloud();
    }

    @Test
    void mapsEntrasKeys(@TempDir Path directory) throws Exception {
        Identity identity = new Identity(directory, "gateway", "RSA", "dns:localhost");
        Path token = Files.writeString(directory.resolve("token"), "t");
        String application = "tenant: my-tenant, client-id: app, ";
        String authority = "https://login.microsoftonline.com/my-tenant";

        assertEquals(
                new EntraSettings(authority, "app", new Proof.ClientSecret(Secret.of("s")), List.of()),
                entra(application + "client-secret: s"));
        assertEquals(
                new EntraSettings(
                        "https://login.chinacloudapi.cn/my-tenant", "app", new Proof.FederatedToken(token), List.of()),
                entra(application + "authority: https://login.chinacloudapi.cn/, federated-token-file: " + token));
        assertEquals(
                new EntraSettings(
                        "https://login.microsoftonline.com/common", null, new Proof.ManagedIdentity(), List.of()),
                entra("managed-identity: true"));
        EntraSettings certified = requireNonNull(
                entra(application + "client-cert: " + identity.certificate() + ", client-key: " + identity.key()));
        assertEquals(List.of(identity.key()), certified.secretFiles());
        assertTrue(certified.proof() instanceof Proof.Certificate);
        assertNull(entra(application + "client-secret: \"${UNSET:-}\", managed-identity: false"));
    }

    private static @Nullable EntraSettings entra(String settings) throws ConfigException {
        return (EntraSettings) Configs.route("azure", "keys: [{ endpoint: https://h, entra: { " + settings + " } }]")
                .keys()
                .get(0)
                .cloud();
    }

    private static @Nullable CloudSettings google(String settings) throws ConfigException {
        VertexConfig vertex = Configs.route("genai", "vertex: { keys: [{ google: { " + settings + " } }] }")
                .vertex();
        return requireNonNull(vertex).keys().get(0).cloud();
    }

    @Test
    void mapsForward() throws ConfigException {
        RouteConfig route = Configs.parse(FULL).routes().get(3);

        assertEquals(ClientAuth.FORWARD, route.clientAuth());
        assertEquals(List.of(), route.keys());
    }

    @Test
    void mapsAGenericRoute() throws ConfigException {
        RouteConfig route = Configs.parse(Map.of("KEY", "k 1"), """
                access: { keys: [{ value: gk }] }
                routes:
                  - path: /bria
                    target: https://Engine.prod.bria-api.com/v1/?token=x
                    headers: { api_token: "${KEY}", X-Empty: "Token ${NONE:-}" }
                    drop-headers: [X-Internal]
                    query: { lang: en, b: "${KEY}", nothing: "" }
                    methods: [get, POST]
                    allow: ["post /v1/x", "* /**"]
                    callers: keys
                    forward-headers: true
                    include-subpath: false
                    api: cohere
                """).routes().get(0);

        RouteRules rules = route.rules();
        assertEquals(ProviderKind.GENERIC, route.provider());
        assertEquals(List.of(), route.keys());
        assertNull(route.target());
        assertEquals(
                List.of(
                        new HeaderValue("api_token", Secret.of("k 1"), "routes[0].headers.api_token (KEY)"),
                        new HeaderValue("X-Empty", Secret.NONE, "routes[0].headers.X-Empty (NONE)")),
                rules.headers());
        assertEquals(List.of("X-Internal"), rules.dropHeaders());
        assertEquals(Map.of("lang", Secret.of("en"), "b", Secret.of("k 1")), rules.query());
        assertEquals(List.of("GET", "POST"), rules.methods());
        assertEquals(List.of("POST /v1/x", "* /**"), rules.allow());
        assertEquals(Callers.KEYS, rules.callers());
        assertEquals(
                new GenericConfig(
                        "generic",
                        false,
                        URI.create("https://engine.prod.bria-api.com/v1/"),
                        Secret.of("token=x"),
                        "cohere",
                        true,
                        false),
                route.generic());
    }

    @Test
    void mapsEditsOfBodies() throws ConfigException {
        assertEquals(
                new EditOptions(true, false, false),
                Configs.route("groq", "request-stream-usage: true").rules().edits());
        assertEquals(
                new EditOptions(true, true, false),
                Configs.route("openai", "request-stream-usage: true\ninclude-cost-in-stream: true")
                        .rules()
                        .edits());
        assertEquals(
                new EditOptions(false, false, true),
                Configs.route("anthropic", "cost-header: true").rules().edits());
    }

    @Test
    void mapsAKnownProvider() throws ConfigException {
        RouteConfig route = Configs.route("groq", "");

        assertEquals(
                new GenericConfig("groq", true, URI.create("https://api.groq.com"), Secret.NONE, "openai", true, true),
                route.generic());
        assertEquals(List.of(missing("routes[0].keys")), route.keys());
        assertEquals(List.of(), Configs.route("ollama", "").keys());
    }

    @Test
    void fillsInDefaults() throws ConfigException {
        GatewayConfig config = Configs.parse("routes: [{ path: /r, provider: genai, vertex: {} }]");
        RouteConfig route = config.routes().get(0);

        assertNull(config.publicUrl());
        assertTrue(config.signingSecret().isEmpty());
        assertEquals(GatewayConfig.Reload.WATCH, config.reload());
        assertEquals(Callers.LOOPBACK, config.access().callers());
        assertEquals(4096, config.upstream().maxConnections());
        assertNull(route.target());
        assertEquals(ClientAuth.REPLACE, route.clientAuth());
        assertEquals(ApiVersionPolicy.CONFIG_FIRST, route.apiVersionPolicy());
        assertEquals(new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(900), null), route.timeouts());
        assertEquals(Long.MAX_VALUE, route.maxRequestBody());
        assertEquals(RouteTerms.NONE, route.terms());
        assertEquals(PriceSettings.NONE, config.prices().settings());
        assertTrue(config.prices().table().has("azure/gpt-4o"));
        assertEquals(List.of(missing("routes[0].keys")), route.keys());
        assertNotNull(route.vertex());
        assertEquals(List.of(missing("routes[0].vertex.keys")), route.vertex().keys());
    }

    private static KeyConfig missing(String keys) {
        return new KeyConfig("key-1", Secret.NONE, Secret.NONE, null, null, null, keys, keys + "[0].endpoint");
    }

    @Test
    void takesEmptyForAbsent() throws ConfigException {
        GatewayConfig config = Configs.parse("""
                public-url: "${UNSET:-}"
                signing-secret: ""
                access:
                upstream: ~
                routes:
                  - path: /a
                    provider: azure
                    keys: [{ name: "", value: "", endpoint: "${UNSET:-}", anthropic-endpoint: "", api-version: null }]
                    timeouts: { connect: "", total: none }
                    max-request-body: none
                  - path: /g
                    provider: genai
                    target: ""
                    keys: []
                    vertex: { project: "", location: "", target: "" }
                """);

        assertNull(config.publicUrl());
        assertTrue(config.signingSecret().isEmpty());
        KeyConfig key = config.routes().get(0).keys().get(0);
        assertEquals("key-1", key.name());
        assertTrue(key.value().isEmpty());
        assertNull(key.endpoint());
        assertNull(key.anthropicEndpoint());
        assertNull(key.apiVersion());
        assertEquals("routes[0].keys[0].endpoint (UNSET)", key.endpointSetting());
        assertEquals(List.of(missing("routes[1].keys")), config.routes().get(1).keys());
        assertNull(config.routes().get(1).target());
    }

    @Test
    void readsJson() throws ConfigException {
        RouteConfig route = Configs.parse(
                        "{\"routes\":[{\"path\":\"/r\",\"provider\":\"openai\",\"max-request-body\":1024}]}")
                .routes()
                .get(0);

        assertEquals(1024, route.maxRequestBody());
    }

    /** A key is text, also where YAML would see a number. */
    @Test
    void keepsTheTextOfNumbers() throws ConfigException {
        RouteConfig route = Configs.route("openai", "keys: [{ name: 0x1F, value: 0123_456 }]");

        assertEquals("0x1F", route.keys().get(0).name());
        assertEquals("0123_456", route.keys().get(0).value().reveal());
    }
}
