package dev.gangway.examples.existing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.examples.standin.Received;
import dev.gangway.examples.standin.StandInProvider;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The host's login, filter and request log hold for LLM traffic, and its own servlet goes on as before. */
class ExistingGatewayTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final BlockingQueue<String> LOG = new LinkedBlockingQueue<>();

    private static StandInProvider provider;
    private static Server server;

    @BeforeAll
    static void start() throws Exception {
        provider = StandInProvider.start(0);
        System.setProperty("OPENAI_API_KEY", "operators-key");
        System.setProperty("OPENAI_TARGET", provider.uri().toString());
        server = ExistingGateway.server(0, Path.of("gangway.yaml"), LOG::add);
        server.start();
    }

    @AfterAll
    static void stop() throws Exception {
        System.clearProperty("OPENAI_API_KEY");
        System.clearProperty("OPENAI_TARGET");
        server.stop();
        provider.close();
    }

    @BeforeEach
    void clear() {
        LOG.clear();
        provider.clear();
    }

    private static HttpRequest.Builder request(String path, String login) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.getURI().resolve(path));
        return login.isEmpty()
                ? request
                : request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login.getBytes()));
    }

    private static HttpRequest.Builder chat(String login) {
        return request("/llm/openai/v1/chat/completions", login)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        "{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}"));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void aCallOfSomebodyWhoMay() throws Exception {
        HttpResponse<String> response = send(chat("alice:wonderland").header("x-team", "search"));
        assertEquals(200, response.statusCode(), response.body());
        Received received = provider.received().get(0);
        assertEquals("/v1/chat/completions", received.target());
        assertEquals(List.of("Bearer operators-key"), received.values("authorization"));
        assertEquals(List.of(), received.values("gangway-tags"));
        String line = String.valueOf(LOG.poll(10, TimeUnit.SECONDS));
        assertTrue(
                line.matches("alice \"POST /llm/openai/v1/chat/completions HTTP/[12].[01]\" 200 \\d+ /llm/openai"
                        + " gpt-4o-mini \\d+ \\d+ 0\\.\\d+"),
                line);
    }

    @Test
    void theLoginIsTheHosts() throws Exception {
        assertEquals(401, send(chat("").header("x-team", "search")).statusCode());
        assertEquals(401, send(chat("alice:guess").header("x-team", "search")).statusCode());
        assertEquals(403, send(chat("bob:builder").header("x-team", "search")).statusCode());
        assertTrue(provider.received().isEmpty());
    }

    @Test
    void theFilterIsTheHosts() throws Exception {
        HttpResponse<String> response = send(chat("alice:wonderland"));
        assertEquals(400, response.statusCode());
        assertTrue(response.body().contains("x-team is missing"), response.body());
        assertFalse(response.headers().firstValue("gangway-request-id").isPresent());
        assertTrue(provider.received().isEmpty());
    }

    @Test
    void whatWasThereBeforeIsThere() throws Exception {
        assertEquals("fine\n", send(request("/status", "")).body());
        String line = String.valueOf(LOG.poll(10, TimeUnit.SECONDS));
        assertTrue(line.startsWith("- \"GET /status "), line);
        assertTrue(line.endsWith(" - - - - -"), line);
        assertEquals(404, send(request("/nothing", "")).statusCode());
    }

    @Test
    void runsAsTheReadmeSays() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = System.getProperty("java.class.path");
        Process process = new ProcessBuilder(java, "-cp", classes, ExistingGateway.class.getName(), "0", "gangway.yaml")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            String ready = String.valueOf(process.inputReader().readLine());
            assertTrue(ready.startsWith("gateway ready http://127.0.0.1:"), ready);
            URI status = URI.create(ready.substring("gateway ready ".length())).resolve("/status");
            assertEquals("fine\n", send(HttpRequest.newBuilder(status)).body());
            process.destroy();
            assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        } finally {
            process.destroyForcibly();
        }
    }
}
