package dev.gangway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.gangway.config.ConfigException.Problem;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MistakesTest {

    private static final String ROUTES = "routes: [{ path: /r, provider: openai }]\n";

    private static Arguments google(String key, String path, String message) {
        return arguments("genai", "vertex: { keys: [{ " + key + " }] }", "routes[0].vertex.keys[0]" + path, message);
    }

    private static Arguments entra(String settings, String path, String message) {
        return arguments(
                "azure",
                "keys: [{ endpoint: https://h, entra: { " + settings + " } }]",
                "routes[0].keys[0].entra" + path,
                message);
    }

    private static Arguments aws(String key, String path, String message) {
        return arguments("bedrock", "keys: [{ region: us-east-1, " + key + " }]", "routes[0].keys[0]" + path, message);
    }

    /** Each has exactly one problem. */
    static Stream<Arguments> top() {
        return Stream.of(
                arguments("public-url: llm.example.com", "public-url", "https:// or http://"),
                arguments("public-url: https://u:p@h", "public-url", "user info"),
                arguments("public_url: https://h", "public_url", "did you mean public-url?"),
                arguments("tracing: { file: x }", "tracing", "unknown setting; allowed here: public-url, signing"),
                arguments("records: { fiel: x }", "records.fiel", "did you mean file?"),
                arguments("records: { keep: 3 }", "records.file", "is required where records are kept"),
                arguments("records: { file: x, keep: 0 }", "records.keep", "whole number from 1"),
                arguments("records: { file: x, max-size: big }", "records.max-size", "a number of bytes"),
                arguments("records: { file: x, bodies: { limit: 17MiB } }", "records.bodies.limit", "at most 16MiB"),
                arguments(
                        "records: { file: x, bodies: { sample: 2 } }", "records.bodies.sample", "above 0 and up to 1"),
                arguments("records: { file: x, bodies: { redact: [a(] } }", "records.bodies.redact[0]", "regular"),
                arguments("records: { file: x, bodies: { redact: [a*] } }", "records.bodies.redact[0]", "empty text"),
                arguments(
                        "metrics: { names: v1.42 }",
                        "metrics.names",
                        "one of v1.41, latest, both; did you mean v1.41?"),
                arguments("access: loopback", "access", "must be a block of settings: callers, networks, keys"),
                arguments("access: []", "access", "must be a block of settings"),
                arguments(
                        "access: { callers: everyone }", "access.callers", "one of loopback, keys, principal, anyone"),
                arguments("access: { callers: Loopback }", "access.callers", "did you mean loopback?"),
                arguments("access: { callers: keys }", "access.callers", "at least one entry in access.keys"),
                arguments("access: { callers: [keys] }", "access.callers", "must be a single value"),
                arguments("access: { networks: 10.0.0.0/8 }", "access.networks", "must be a list"),
                arguments(
                        "access: { networks: [10.0.0.1, localhost] }",
                        "access.networks[1]",
                        "an address or a CIDR block"),
                arguments("access: { networks: [\"\"] }", "access.networks[0]", "must not be empty"),
                arguments("access: { networks: [[]] }", "access.networks[0]", "must be a single value"),
                arguments("access: { keys: { value: x } }", "access.keys", "must be a list"),
                arguments("access: { keys: [x] }", "access.keys[0]", "must be a block of settings: name, value"),
                arguments("access: { keys: [{ name: a }] }", "access.keys[0].value", "must have a value"),
                arguments("access: { keys: [{ value: \"${U:-}\" }] }", "access.keys[0].value", "must have a value (U)"),
                arguments("access: { keys: [{ value: \"${U}\" }] }", "access.keys[0].value", "variable U is not set"),
                arguments("access: { keys: [{ value: a }, { value: b, name: key-1 }] }", "access.keys[1].name", "same"),
                arguments("access: { keys: [{ value: a b }] }", "access.keys[0].value", "cannot have"),
                arguments("upstream: { max-connections: 0 }", "upstream.max-connections", "whole number from 1"),
                arguments("upstream: { connections: 1 }", "upstream.connections", "allowed here: max-connections"),
                arguments("prices: { fil: x }", "prices.fil", "did you mean file?"),
                arguments("prices: { file: target/no-such-prices.json }", "prices.file", "file does not exist"),
                arguments("prices: { file: target }", "prices.file", "file cannot be read"),
                arguments("prices: { file: pom.xml }", "prices.file", "file is not JSON"),
                arguments("prices: { factor: 0 }", "prices.factor", "a number above 0"),
                arguments("prices: { factor: 1e99 }", "prices.factor", "a number above 0"),
                arguments("prices: { aliases: [x] }", "prices.aliases", "must be a block of settings: NAME: value"),
                arguments("prices: { aliases: { mine: azure/gpt } }", "prices.aliases.mine", "the name of a row"),
                arguments("prices: { models: { mine: 3 } }", "prices.models.mine", "is not an object"),
                arguments("prices: { models: { mine: { mode: chat } } }", "prices.models.mine", "has no price"),
                arguments(
                        "prices: { models: { mine: { input_cost_per_token: -1 } } }",
                        "prices.models.mine",
                        "input_cost_per_token is not a price"),
                arguments(
                        "prices: { models: { mine: { input_cost_per_token: 1, input_cost_per_tokn: 1 } } }",
                        "prices.models.mine.input_cost_per_tokn",
                        "is no price that is read"),
                arguments(
                        "prices: { deployments: { mine: { prepaid: yes } } }",
                        "prices.deployments.mine.prepaid",
                        "must be true or false"),
                arguments("signing-secret: [a]", "signing-secret", "must be a single value"),
                arguments("public-url: https://h\npublic-url: https://g", "public-url", "set twice, first on line 2"),
                arguments("upstream: *a", "upstream", "aliases are not supported"),
                arguments("upstream: !vault abc", "upstream", "tags are not supported"),
                arguments("signing-secret: !!binary aGk=", "signing-secret", "tags are not supported"),
                arguments("signing-secret: \"${A\"", "signing-secret", "without its }"));
    }

    @ParameterizedTest
    @MethodSource("top")
    void atTheTop(String yaml, String path, String message) {
        assertOne(Configs.problems(ROUTES + yaml), path, message);
    }

    static Stream<Arguments> noRoutes() {
        return Stream.of(
                arguments("access: {}", "routes", "must be a list of at least one route"),
                arguments("routes:", "routes", "at least one route"),
                arguments("routes: []", "routes", "at least one route"),
                arguments("routes: [a]", "routes[0]", "must be a block of settings: path, provider"),
                arguments("- a", "", "must be a block of settings: public-url"),
                arguments("hello", "", "must be a block of settings: public-url"),
                arguments("", "", "is empty"),
                arguments("# nothing", "", "is empty"),
                arguments(ROUTES + "---\n" + ROUTES, "", "line 3: a second YAML document"));
    }

    @ParameterizedTest
    @MethodSource("noRoutes")
    void withoutRoutes(String yaml, String path, String message) {
        assertOne(Configs.problems(yaml), path, message);
    }

    static Stream<Arguments> route() {
        return Stream.of(
                arguments("openai", "taget: https://h", "routes[0].taget", "did you mean target?"),
                arguments("openai", "target: h", "routes[0].target", "https:// or http://"),
                arguments("openai", "header: {}", "routes[0].header", "unknown setting; allowed here: path, provider"),
                arguments("openai", "records: { bodies: {} }", "routes[0].records", "set records.file"),
                arguments("azure", "target: https://h", "routes[0].target", "use keys[0].endpoint"),
                arguments("azure", "client-auth: forward", "routes[0].client-auth", "not possible for azure"),
                arguments(
                        "openai", "target: https://h/v1", "routes[0].target", "must end before /v1, which comes with"),
                arguments("openai", "target: https://h/V1/", "routes[0].target", "such as https://api.openai.com"),
                arguments("anthropic", "target: https://h/a/v1", "routes[0].target", "must end before /v1,"),
                arguments("genai", "target: https://h/v1beta", "routes[0].target", "must end before /v1beta,"),
                arguments(
                        "genai",
                        "vertex: { target: https://h/v1beta1 }",
                        "routes[0].vertex.target",
                        "must end before /v1beta1,"),
                arguments(
                        "genai",
                        "vertex: { keys: [{ value: a, access-token: b }] }",
                        "routes[0].vertex.keys[0].access-token",
                        "leave routes[0].vertex.keys[0].access-token or routes[0].vertex.keys[0].value empty"),
                arguments("openai", "client-auth: pass", "routes[0].client-auth", "one of replace, forward"),
                arguments(
                        "openai", "client-auth: forward\nkeys: [{ value: a }]", "routes[0].keys", "beside client-auth"),
                arguments(
                        "genai",
                        "client-auth: forward\nvertex: { keys: [{ value: a }] }",
                        "routes[0].vertex.keys",
                        "beside client-auth"),
                arguments("openai", "keys: [{ value: a }, { value: b }]", "routes[0].keys", "a later feature"),
                arguments("openai", "keys: { value: a }", "routes[0].keys", "must be a list"),
                arguments("openai", "keys: [a]", "routes[0].keys[0]", "must be a block of settings: name"),
                arguments("openai", "keys: [{ vlaue: a }]", "routes[0].keys[0].vlaue", "did you mean value?"),
                arguments("openai", "keys: [{ value: [a] }]", "routes[0].keys[0].value", "must be a single value"),
                arguments("openai", "keys: [{ value: \"${U}\" }]", "routes[0].keys[0].value", "variable U is not set"),
                arguments("openai", "keys: [{ endpoint: https://h }]", "routes[0].keys[0].endpoint", "only for azure"),
                arguments(
                        "openai",
                        "keys: [{ anthropic-endpoint: https://h }]",
                        "routes[0].keys[0].anthropic-endpoint",
                        "only for azure"),
                arguments("genai", "keys: [{ api-version: v1 }]", "routes[0].keys[0].api-version", "only for azure"),
                arguments("genai", "keys: [{ access-token: a }]", "routes[0].keys[0].access-token", "vertex.keys"),
                arguments("genai", "keys: [{ google: { adc: true } }]", "routes[0].keys[0].google", "vertex.keys"),
                arguments("openai", "keys: [{ region: us-east-1 }]", "routes[0].keys[0].region", "only for bedrock"),
                arguments("openai", "keys: [{ aws: { profile: a } }]", "routes[0].keys[0].aws", "only for bedrock"),
                arguments("bedrock", "client-auth: forward", "routes[0].client-auth", "not possible for bedrock"),
                arguments("bedrock", "keys: [{ region: a.b.c/ }]", "routes[0].keys[0].region", "a region of AWS"),
                arguments("bedrock", "keys: [{ region: evil.com }]", "routes[0].keys[0].region", "a region of AWS"),
                arguments(
                        "openai", "keys: [{ entra: { managed-identity: true } }]", "routes[0].keys[0].entra", "azure"),
                entra("tenant: t, client-id: c, client-secret: s, managed-identity: true", "", "one of client-secret,"),
                entra("client-id: c, client-secret: s", "", "needs tenant and client-id"),
                entra("tenant: a/b, managed-identity: true", ".tenant", "must be an id"),
                entra("tenant: t, client-id: c, federated-token-file: /no/file", ".federated-token-file", "be read"),
                entra("tenant: t, client-id: c, federated-token-file: x", ".federated-token-file", "absolute path"),
                entra("managed-identity: yes", ".managed-identity", "true or false"),
                entra("managed-identity: true, authority: http://h", ".authority", "an https:// URL"),
                entra("tenent: t, managed-identity: true", ".tenent", "did you mean tenant?"),
                aws("aws: { source: imds }", ".aws.source", "one of default, environment, container, instance"),
                aws("aws: { profile: a, source: default }", ".aws", "one of access-key-id, profile and source"),
                aws("aws: { access-key-id: a }", ".aws", "both access-key-id and secret-access-key"),
                aws("aws: { access-key-id: a b, secret-access-key: c }", ".aws.access-key-id", "cannot have"),
                aws("value: v, aws: { profile: a }", "", "one of value, access-token, entra, google and aws"),
                aws("aws: { porfile: a }", ".aws.porfile", "did you mean profile?"),
                google("google: { adc: maybe }", ".google.adc", "true or false"),
                google("google: { adc: true, metadata: true }", ".google", "one of credentials-file, credentials, adc"),
                google("google: { credentials-file: key.json }", ".google.credentials-file", "the absolute path"),
                google("google: { credentials-file: /no/key.json }", ".google.credentials-file", "does not exist"),
                google("google: { credentials: a }", ".google.credentials", "it is not JSON"),
                google(
                        "google: { credentials: '{}' }",
                        ".google.credentials",
                        "has no \"type\" that is known: service"),
                google("google: { adc: true, impersonate: me }", ".google.impersonate", "the e-mail address"),
                google("google: { adc: true, quota-project: / }", ".google.quota-project", "a Google Cloud project"),
                google("value: v, google: { adc: true }", "", "one of value, access-token, entra, google and aws"),
                google("google: { adx: true }", ".google.adx", "did you mean adc?"),
                arguments("azure", "keys: [{ endpoint: h }]", "routes[0].keys[0].endpoint", "https:// or http://"),
                arguments("azure", "keys: [{ api-version: a b }]", "routes[0].keys[0].api-version", "an api-version"),
                arguments("openai", "api-version-policy: as-is", "routes[0].api-version-policy", "only for azure"),
                arguments("azure", "api-version-policy: first", "routes[0].api-version-policy", "config-first, client"),
                arguments("openai", "vertex: {}", "routes[0].vertex", "only for genai"),
                arguments("genai", "vertex: []", "routes[0].vertex", "must be a block of settings: project"),
                arguments("genai", "vertex: { location: a/b }", "routes[0].vertex.location", "must be a location"),
                arguments("genai", "vertex: { project: ../x }", "routes[0].vertex.project", "must be a Google Cloud"),
                arguments(
                        "genai", "vertex: { projects: [] }", "routes[0].vertex.projects", "must name a project; leave"),
                arguments("genai", "vertex: { projects: [a, b/c] }", "routes[0].vertex.projects[1]", "Google Cloud"),
                arguments("genai", "vertex: { target: x }", "routes[0].vertex.target", "https:// or http://"),
                arguments(
                        "genai",
                        "vertex: { keys: [{ value: a }, {}] }",
                        "routes[0].vertex.keys",
                        "several keys per route"),
                arguments(
                        "genai",
                        "vertex: { keys: [{ endpoint: https://h }] }",
                        "routes[0].vertex.keys[0].endpoint",
                        "only for azure"),
                arguments("openai", "timeouts: 5s", "routes[0].timeouts", "must be a block of settings: connect"),
                arguments("openai", "timeouts: { connect: 0s }", "routes[0].timeouts.connect", "longer than 0"),
                arguments("openai", "timeouts: { connect: none }", "routes[0].timeouts.connect", "only for total"),
                arguments("openai", "timeouts: { idle: none }", "routes[0].timeouts.idle", "only for total"),
                arguments("openai", "timeouts: { total: 5 }", "routes[0].timeouts.total", "such as 500ms"),
                arguments("openai", "max-request-body: big", "routes[0].max-request-body", "none or a number of bytes"),
                arguments("openai", "cost-per-request: -1", "routes[0].cost-per-request", "an amount of US dollars"),
                arguments("openai", "cost-per-request: $2", "routes[0].cost-per-request", "an amount of US dollars"),
                arguments("openai", "require-price: 1", "routes[0].require-price", "must be true or false"),
                arguments("openai", "trust-upstream-cost: yes", "routes[0].trust-upstream-cost", "true or false"),
                arguments("openai", "max-request-body: 0", "routes[0].max-request-body", "at least 1 byte"),
                arguments("openai", "headers: x", "routes[0].headers", "must be a block of settings: NAME: value"),
                arguments("openai", "headers: { a: \"${U}\" }", "routes[0].headers.a", "variable U is not set"),
                arguments("openai", "headers: { a: [b] }", "routes[0].headers.a", "must be a single value"),
                arguments("openai", "headers: { a: \"b\\nc: d\" }", "routes[0].headers.a", "has a line break"),
                arguments("openai", "headers: { a: \" b\" }", "routes[0].headers.a", "a space at an end"),
                arguments("openai", "headers: { a: käse }", "routes[0].headers.a", "not ASCII"),
                arguments("openai", "headers: { \"a b\": c }", "routes[0].headers.?", "the name of a header"),
                arguments("openai", "headers: { Host: h }", "routes[0].headers.Host", "is not a header to set"),
                arguments(
                        "openai", "headers: { content-length: 1 }", "routes[0].headers.content-length", "not a header"),
                arguments("openai", "headers: { a: b, A: c }", "routes[0].headers.A", "is set twice"),
                arguments(
                        "openai",
                        "headers: { LANGFUSE_PUBLIC_KEY: a }",
                        "routes[0].headers.LANGFUSE_PUBLIC_KEY",
                        "needs both LANGFUSE_PUBLIC_KEY and LANGFUSE_SECRET_KEY"),
                arguments("openai", "drop-headers: [\"a b\"]", "routes[0].drop-headers[0]", "the name of a header"),
                arguments("openai", "query: []", "routes[0].query", "must be a block of settings: NAME: value"),
                arguments("openai", "methods: [GET, TRACE]", "routes[0].methods[1]", "never TRACE"),
                arguments("openai", "methods: [\"GET,\"]", "routes[0].methods[0]", "an HTTP method"),
                arguments("openai", "allow: [/v1/x]", "routes[0].allow[0]", "a method and a path"),
                arguments("openai", "allow: [GET v1]", "routes[0].allow[0]", "a method and a path"),
                arguments("openai", "allow: [GET /a?b]", "routes[0].allow[0]", "a method and a path"),
                arguments("openai", "allow: [GET /a/**/b]", "routes[0].allow[0]", "** at the end"),
                arguments("openai", "allow: [GET /a**]", "routes[0].allow[0]", "** at the end"),
                arguments("openai", "callers: keys", "routes[0].callers", "at least one entry in access.keys"),
                arguments(
                        "openai",
                        "request-stream-usage: maybe",
                        "routes[0].request-stream-usage",
                        "one of true, false"),
                arguments(
                        "openai",
                        "include-cost-in-stream: 1",
                        "routes[0].include-cost-in-stream",
                        "one of true, false"),
                arguments("openai", "cost-header: on", "routes[0].cost-header", "one of true, false"),
                arguments(
                        "anthropic",
                        "request-stream-usage: true",
                        "routes[0].request-stream-usage",
                        "is only for openai"),
                arguments("cohere", "request-stream-usage: true", "routes[0].request-stream-usage", "api: openai"),
                arguments(
                        "genai", "request-stream-usage: false", "routes[0].request-stream-usage", "is only for openai"),
                arguments("openai", "callers: nobody", "routes[0].callers", "one of loopback, keys, principal, anyone"),
                arguments("openai", "api: openai", "routes[0].api", "is only for generic routes"),
                arguments("openai", "forward-headers: true", "routes[0].forward-headers", "is only for generic"),
                arguments("genai", "include-subpath: true", "routes[0].include-subpath", "is only for generic"),
                arguments("groq", "forward-headers: maybe", "routes[0].forward-headers", "one of true, false"),
                arguments("groq", "api: opnai", "routes[0].api", "did you mean openai?"),
                arguments("groq", "target: h", "routes[0].target", "https:// or http://"),
                arguments("groq", "target: https://u@h", "routes[0].target", "user info"),
                arguments("groq", "target: https://h/a/../b", "routes[0].target", ".. segments"),
                arguments("openai", "target: https://h?a", "routes[0].target", "a query"),
                arguments("groq", "keys: [{ endpoint: https://h }]", "routes[0].keys[0].endpoint", "only for azure"),
                arguments("groq", "keys: [{ value: a }, { value: b }]", "routes[0].keys", "a later feature"),
                arguments("groq", "client-auth: forward\nkeys: [{ value: a }]", "routes[0].keys", "beside client-auth"),
                arguments("openai", "path: /r2", "routes[0].path", "set twice, first on line 2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/openai", "/openai/v1", "/anthropic", "/anthropic/v1", "/v1"})
    void anEndpointEndsBeforeWhatRequestsBring(String end) {
        for (String setting : List.of("endpoint", "anthropic-endpoint")) {
            String yaml = Configs.routeYaml("azure", "keys: [{ " + setting + ": \"https://h" + end + "/\" }]");
            assertOne(
                    Configs.problems(yaml),
                    "routes[0].keys[0]." + setting,
                    "must end before " + end + ", which comes with the path of each request; write it such as"
                            + " https://my-resource.");
        }
    }

    @ParameterizedTest
    @MethodSource("route")
    void inARoute(String provider, String settings, String path, String message) {
        assertOne(Configs.problems(Configs.routeYaml(provider, settings)), path, message);
    }

    static Stream<Arguments> pathAndProvider() {
        return Stream.of(
                arguments("{ provider: openai }", "routes[0].path", "is required"),
                arguments("{ path: \"\", provider: openai }", "routes[0].path", "is required"),
                arguments("{ path: /gangway/x, provider: openai }", "routes[0].path", "the gateway's own"),
                arguments("{ path: /a }", "routes[0].target", "is required: the URL that calls go to"),
                arguments("{ path: /a, provider: generic }", "routes[0].target", "is required: the URL"),
                arguments("{ path: /a, provider: \"\", target: https://h }", "routes[0].provider", "left out"),
                arguments("{ path: /a, provider: coheer }", "routes[0].provider", "did you mean cohere?"),
                arguments("{ path: /a, provider: opnai }", "routes[0].provider", "did you mean openai?"),
                arguments("{ path: /a, provider: \"${P}\" }", "routes[0].provider", "variable P is not set"),
                arguments(
                        "{ path: /a, provider: openai }, { path: /a, provider: genai }",
                        "routes[1].path",
                        "same as that of routes[0]"));
    }

    @ParameterizedTest
    @MethodSource("pathAndProvider")
    void inPathAndProvider(String routes, String path, String message) {
        assertOne(Configs.problems("routes: [" + routes + "]"), path, message);
    }

    /** What a provider refuses is not asked where the provider itself is wrong. */
    @Test
    void doesNotBlameWhatFollowsFromAnotherMistake() {
        List<Problem> problems = Configs.problems("""
                routes:
                  - path: /a
                    provider: azur
                    api-version-policy: as-is
                    keys: [{ endpoint: https://h, value: x }]
                """);

        assertOne(problems, "routes[0].provider", "did you mean azure?");
    }

    @Test
    void elevenMistakesGiveElevenMessagesInTheOrderOfTheFile() {
        ConfigException failure = Configs.failure(Map.of(), """
                public-url: llm.example.com
                access:
                  callers: principals
                  networks: [10.0.0.0/40]
                routs: 1
                routes:
                  - path: /openai/
                    provider: openai
                    keys: [{ value: "${OPENAI_API_KEY}" }]
                  - path: /azure
                    provider: azure
                    target: https://h
                    keys: [{ endpoint: "my-resource" }]
                    path: /azure2
                  - provider: genai
                    timeouts: { idle: none }
                """);

        assertEquals(
                List.of(
                        "public-url",
                        "access.callers",
                        "access.networks[0]",
                        "routs",
                        "routes[0].path",
                        "routes[0].keys[0].value",
                        "routes[1].target",
                        "routes[1].keys[0].endpoint",
                        "routes[1].path",
                        "routes[2].path",
                        "routes[2].timeouts.idle"),
                Configs.paths(failure.problems()));
        String message = String.valueOf(failure.getMessage());
        assertEquals(12, message.lines().count());
        assertTrue(message.startsWith("test.yaml:\n  public-url: must be an absolute URL"));
        assertTrue(message.contains("\n  routes[0].keys[0].value: variable OPENAI_API_KEY is not set"));
        assertTrue(message.contains("first on line 10 (line 14)"), message);
    }

    private static void assertOne(List<Problem> problems, String path, String message) {
        assertEquals(List.of(path), Configs.paths(problems), problems.toString());
        assertTrue(problems.get(0).message().contains(message), problems.toString());
    }
}
