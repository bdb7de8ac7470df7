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

    @ParameterizedTest
    @EnumSource
    void answersInEitherProtocol(Version version) throws Exception {
        Server server = EmbeddedGateway.server(0, config(CONFIG.formatted(provider.uri())));
        server.start();
        try {
            HttpResponse<String> response = chat(server.getURI(), version);
            assertEquals(version, response.version());
            assertPassed(response);
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
            assertPassed(chat(URI.create(ready.substring("gateway ready ".length())), Version.HTTP_1_1));
            process.destroy();
            assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        } finally {
            process.destroyForcibly();
        }
    }

    private String config(String yaml) throws Exception {
        return Files.writeString(directory.resolve("gangway.yaml"), yaml).toString();
    }

    private static HttpResponse<String> chat(URI gateway, Version version) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(gateway.resolve("/openai_passthrough/v1/chat/completions"))
                .header("authorization", "Bearer any")
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(
                        "{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}"))
                .build();
        HttpClient client = HttpClient.newBuilder().version(version).build();
        return client.send(request, BodyHandlers.ofString());
    }

    private void assertPassed(HttpResponse<String> response) {
        assertEquals(200, response.statusCode(), response.body());
        assertTrue(response.body().contains("\"You said: hello\""), response.body());
        Received received = provider.received().get(0);
        assertEquals("/v1/chat/completions", received.target());
        assertEquals(List.of("Bearer operator-key"), received.values("authorization"));
    }
}
