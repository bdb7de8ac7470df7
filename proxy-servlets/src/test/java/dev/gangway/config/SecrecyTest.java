package dev.gangway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecrecyTest {

    private static final String SECRET = "hunter2-Zm9v";

    /** The secret stands, by variable or in clear, where something else is expected. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "public-url: '@'",
                "signing-secret: { '@': 1 }",
                "signing-secret: ['@']",
                "access: '@'",
                "access: { callers: '@' }",
                "access: { networks: ['@'] }",
                "access: { keys: ['@'] }",
                "access: { keys: [{ value: '@ @' }] }",
                "access: { keys: [{ '@': x, value: x }] }",
                "access: { keys: [{ value: '@' , value: '@' }] }",
                "access: { keys: [{ value: '@', name: \"@\\n\" }] }",
                "upstream: { max-connections: '@' }",
                "routes: '@'",
                "routes: ['@']",
                "routes: [{ '@' }]",
                "routes: [{ path: '@', provider: '@' }]",
                "routes: [{ path: /a, provider: openai, target: '@' }]",
                "routes: [{ path: /a, provider: openai, target: 'https://user:@@h' }]",
                "routes: [{ path: /a, provider: openai, target: 'https://h/?key=@' }]",
                "routes: [{ path: /a, provider: openai, target: 'ht tp://@' }]",
                "routes: [{ path: /a, provider: openai, target: 'https://@_' }]",
                "routes: [{ path: /a, provider: openai, keys: '@' }]",
                "routes: [{ path: /a, provider: openai, keys: ['@'] }]",
                "routes: [{ path: /a, provider: openai, keys: [{ '@' }] }]",
                "routes: [{ path: /a, provider: openai, keys: [{ value: { '@': 1 } }] }]",
                "routes: [{ path: /a, provider: openai, keys: [{ value: \"@\\n\" }] }]",
                "routes: [{ path: /a, provider: openai, keys: [{ endpoint: '@', api-version: ' @' }] }]",
                "routes: [{ path: /a, provider: openai, client-auth: '@', max-request-body: '@' }]",
                "routes: [{ path: /a, provider: openai, timeouts: { connect: '@', idle: '@', total: '@' } }]",
                "routes: [{ path: /a, provider: genai, vertex: { project: '@/', location: '@', target: '@' } }]",
                "routes: [{ path: /a, provider: genai, vertex: { keys: [{ access-token: ' @' }] } }]",
                "routes: [{ path: /a, provider: genai, vertex: { keys: [{ google: { credentials: '@' } }] } }]",
                "routes: [{ path: /a, provider: bedrock, keys: [{ region: '@' }] }]",
                "routes: [{ path: /a, provider: bedrock, keys: [{ aws: { access-key-id: ' @', secret-access-key: '@' } }] }]",
                "routes: [{ path: /a, provider: bedrock, keys: [{ aws: { source: '@', profile: '@\u0001' } }] }]",
                "routes: [{ path: /a, provider: azure, keys: [{ entra: { tenant: '@/', client-id: '@/', client-secret: ' @' } }] }]",
                "signing-secret: '@${'",
                "signing-secret: '${@ @}'",
                "signing-secret: '${file:@}'",
                "a: '@",
                "a: *@",
                "a: !@ x",
                "'@': &@ [",
            })
    void noMessageRepeatsASecret(String yaml) {
        assertSilent(yaml.replace("@", SECRET));
        assertSilent(yaml.replace("@", "${V}"));
        assertSilent(yaml.replace("@", "${V:-x}"));
    }

    private static void assertSilent(String yaml) {
        ConfigException failure = Configs.failure(Map.of("V", SECRET), yaml);
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));

        assertFalse(failure.problems().toString().contains(SECRET), failure.toString());
        assertFalse(failure.toString().contains(SECRET), failure.toString());
        assertFalse(trace.toString().contains(SECRET), trace.toString());
        assertNull(failure.getCause());
        assertFalse(String.valueOf(failure.getMessage()).contains("Exception"), failure.toString());
    }

    @Test
    void noRecordPrintsASecret() throws ConfigException {
        GatewayConfig config = Configs.parse(Map.of("V", SECRET), """
                signing-secret: "${V}"
                access: { callers: keys, keys: [{ value: "${V}" }] }
                routes:
                  - path: /g
                    provider: genai
                    keys: [{ value: "${V}" }]
                    vertex: { keys: [{ access-token: "${V}" }] }
                """);

        assertEquals(SECRET, config.routes().get(0).keys().get(0).value().reveal());
        assertFalse(config.toString().contains(SECRET), config.toString());
        assertTrue(config.toString().contains("****"), config.toString());
        assertFalse(new Node.Scalar(Place.ROOT, SECRET).toString().contains(SECRET));
        assertFalse(new Text(SECRET, Set.of(), false, false).toString().contains(SECRET));
    }
}
