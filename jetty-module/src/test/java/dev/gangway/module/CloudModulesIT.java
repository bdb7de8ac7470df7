package dev.gangway.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.testing.AwsStandIn;
import dev.gangway.testing.EntraStandIn;
import dev.gangway.testing.GoogleStandIn;
import dev.gangway.testing.Identity;
import dev.gangway.testing.Tunnel;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The modules that bring the libraries of clouds: with one its keys work, without it the start says what to enable. */
class CloudModulesIT {
    private static final String ENTRA = """
              - path: /azure
                provider: azure
                keys: [{ endpoint: "https://r.openai.azure.com", entra: { managed-identity: true } }]
            """;

    private JettyBase base = JettyBase.empty();

    @AfterEach
    void stop() {
        base.close();
    }

    /** In either environment; what the other one brings is not seen there. */
    @ParameterizedTest
    @CsvSource({"ee10, ''", "ee11, -ee11"})
    void keysWorkWithTheModulesOfTheirClouds(String environment, String suffix) throws Exception {
        try (GoogleStandIn google = new GoogleStandIn();
                AwsStandIn aws = new AwsStandIn()) {
            base = JettyBase.withModules(
                    "http,gangway-server,gangway-%1$s,gangway-google%2$s,gangway-azure%2$s,gangway-aws%2$s"
                            .formatted(environment, suffix));
            base.write("etc/gangway.yaml", "routes:\n" + vertex(google) + bedrock(aws) + ENTRA);
            URI gateway = JettyBase.awaitReady(base.start());
            assertAnswers(gateway.resolve("/genai/v1/projects/p/locations/l/publishers/google/models/m:x"));
            assertEquals(1, google.calls());
            assertAnswers(gateway.resolve("/bedrock/model/m%3A0/invoke"));
        }
    }

    @Test
    void entrasKeysWorkWithItsModule() throws Exception {
        try (EntraStandIn entra = new EntraStandIn()) {
            base = JettyBase.withModules("http,gangway,gangway-azure");
            Path directory = base.directory();
            Identity company = new Identity(directory, "company", "EC", "dns:localhost");
            try (Tunnel tls = new Tunnel(company, entra.port())) {
                base.write("etc/gangway.yaml", """
                        upstream: { ca-file: "%s" }
                        routes:
                          - path: /azure
                            provider: azure
                            keys:
                              - endpoint: "%s"
                                api-version: v1
                                entra: { authority: "https://localhost:%d", tenant: %s, client-id: %s, client-secret: %s }
                        """.formatted(
                                company.certificate(),
                                entra.origin(),
                                tls.port(),
                                EntraStandIn.TENANT,
                                EntraStandIn.CLIENT,
                                EntraStandIn.SECRET));
                URI gateway = JettyBase.awaitReady(base.start());
                HttpResponse<String> answer = get(gateway.resolve("/azure/openai/deployments/d/x"));
                assertEquals(200, answer.statusCode(), answer::body);
                assertEquals(1, entra.calls());
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ee10 | gangway-azure | provider: azure, keys: [{ entra: { managed-identity: true } }]",
                "ee10 | gangway-aws | provider: bedrock, keys: [{ region: us-east-1, aws: { source: default } }]",
                "ee10 | gangway-google | provider: genai, vertex: { keys: [{ google: { adc: true } }] }",
                "ee11 | gangway-google-ee11 | provider: genai, vertex: { keys: [{ google: { adc: true } }] }"
            })
    void eachKeyNeedsItsModule(String environment, String module, String route) {
        base = JettyBase.withModules("http,gangway-server,gangway-" + environment);
        base.write("etc/gangway.yaml", "routes: [{ path: /r, " + route + " }]");
        Child jetty = base.start();
        assertEquals(1, jetty.awaitExit(), jetty::toString);
        assertTrue(jetty.err().contains("--add-modules=" + module + ")"), jetty::toString);
    }

    /** It serves static keys, of clouds too; their libraries are files that no module has put on the class path. */
    @Test
    void theCoreDoesWithoutThem() throws Exception {
        try (EntraStandIn azure = new EntraStandIn()) {
            base = JettyBase.withModules("http,gangway");
            base.write("etc/gangway.yaml", """
                    routes:
                      - { path: /openai, provider: openai, target: "%1$s", keys: [{ value: k }] }
                      - { path: /bedrock, provider: bedrock, target: "%1$s", keys: [{ region: us-east-1, value: k }] }
                    """.formatted(azure.origin()));
            Child jetty = base.start();
            URI gateway = JettyBase.awaitReady(jetty);
            // The stand-in takes nothing but its own tokens: that it was asked is what counts.
            assertEquals(401, get(gateway.resolve("/openai/v1/models")).statusCode());
            assertEquals(401, get(gateway.resolve("/bedrock/foundation-models")).statusCode());
        }
    }

    private static HttpResponse<String> get(URI call) throws Exception {
        return send(HttpRequest.newBuilder(call));
    }

    private static void assertAnswers(URI call) throws Exception {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(call).POST(HttpRequest.BodyPublishers.ofString("{}")));
        assertEquals(200, answer.statusCode(), answer::body);
    }

    private static HttpResponse<String> send(HttpRequest.Builder call) throws Exception {
        return HttpClient.newHttpClient().send(call.build(), BodyHandlers.ofString());
    }

    private String vertex(GoogleStandIn google) throws Exception {
        Path key = Files.writeString(base.directory().resolve("google.json"), google.serviceAccount());
        return """
                  - path: /genai
                    provider: genai
                    vertex: { target: "%s", keys: [{ google: { credentials-file: "%s" } }] }
                """.formatted(google.origin(), key.toAbsolutePath());
    }

    private static String bedrock(AwsStandIn aws) {
        return """
                  - path: /bedrock
                    provider: bedrock
                    target: "%s"
                    keys: [{ region: us-east-1, aws: { access-key-id: %s, secret-access-key: %s } }]
                """.formatted(aws.origin(), AwsStandIn.ID, AwsStandIn.SECRET);
    }
}
