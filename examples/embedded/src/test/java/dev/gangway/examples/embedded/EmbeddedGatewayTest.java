package dev.gangway.examples.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.examples.standin.Received;
import dev.gangway.examples.standin.StandInProvider;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The example runs, embedded and as the program that the README starts. */
class EmbeddedGatewayTest {
    private static final String CONFIG = """
            routes:
              - path: /openai_passthrough
                provider: openai
                target: "%s"
                keys: [{ value: operator-key }]
            """;

    @TempDir
    Path directory;

    private StandInProvider provider;

    @BeforeEach
    void start() {
        provider = StandInProvider.start(0);
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    /** HTTP/2 by upgrade, which Jetty grants to requests without a body. */
    @ParameterizedTest
    @EnumSource
    void takesWhatJettyWouldRefuse(Version version) throws Exception {
        Server server = EmbeddedGateway.server(0, config(CONFIG.formatted(provider.uri())));
        server.start();
        try {
            String large = "x".repeat(40_000);
            HttpRequest request = HttpRequest.newBuilder(
                            server.getURI().resolve("/openai_passthrough/v1/models/org%2Fname"))
                    .header("x-large", large)
                    .build();
            HttpResponse<String> response = send(request, version);
            assertEquals(version, response.version());
            assertEquals(200, response.statusCode(), response.body());
            Received received = provider.received().get(0);
            assertEquals("/v1/models/org%2Fname", received.target());
            assertEquals(List.of(large), received.values("x-large"));
        } finally {
            server.stop();
        }
    }

    @Test
    void aMistakeInTheFileStopsTheStart() throws Exception {
        Server server = EmbeddedGateway.server(0, config("routes: [{ path: openai }]\n"));
        Exception mistake = assertThrows(Exception.class, server::start);
        assertTrue(String.valueOf(mistake.getMessage()).contains("routes[0].path"), String.valueOf(mistake));
        server.stop();
    }

    @Test
    void runsUntilItIsTold() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = System.getProperty("java.class.path");
        Process process = new ProcessBuilder(
                        java,
                        "-cp",
                        classes,
                        EmbeddedGateway.class.getName(),
                        "0",
                        config(CONFIG.formatted(provider.uri())))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            String ready = process.inputReader().readLine();
            assertTrue(ready != null && ready.startsWith("gateway ready http://127.0.0.1:"), ready);
            assertPasses(URI.create(ready.substring("gateway ready ".length())));
            process.destroy();
            assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        } finally {
            process.destroyForcibly();
        }
    }

    private String config(String yaml) throws Exception {
        return Files.writeString(directory.resolve("gangway.yaml"), yaml).toString();
    }

    private void assertPasses(URI gateway) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(gateway.resolve("/openai_passthrough/v1/chat/completions"))
                .header("authorization", "Bearer any")
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(
                        "{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}"))
                .build();
        HttpResponse<String> response = send(request, Version.HTTP_1_1);
        assertEquals(200, response.statusCode(), response.body());
        assertTrue(response.body().contains("\"You said: hello\""), response.body());
        Received received = provider.received().get(0);
        assertEquals("/v1/chat/completions", received.target());
        assertEquals(List.of("Bearer operator-key"), received.values("authorization"));
    }

    private static HttpResponse<String> send(HttpRequest request, Version version) throws Exception {
        HttpClient client = HttpClient.newBuilder().version(version).build();
        return client.send(request, BodyHandlers.ofString());
    }
}
