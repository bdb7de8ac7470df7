package dev.gangway.examples.webxml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.examples.standin.Received;
import dev.gangway.examples.standin.StandInProvider;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The web application, deployed as it is built: its class loader sees nothing of the server's Jetty. */
class WebXmlIT {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static StandInProvider provider;
    private static Server server;

    @BeforeAll
    static void deploy() throws Exception {
        provider = StandInProvider.start(0);
        System.setProperty("OPENAI_API_KEY", "operators-key");
        System.setProperty("OPENAI_TARGET", provider.uri().toString());
        server = new Server(new InetSocketAddress("127.0.0.1", 0));
        WebAppContext context = new WebAppContext(Path.of("target", "webapp").toString(), "/llm");
        context.setThrowUnavailableOnStartupException(true);
        server.setHandler(context);
        server.start();
    }

    @AfterAll
    static void undeploy() throws Exception {
        System.clearProperty("OPENAI_API_KEY");
        System.clearProperty("OPENAI_TARGET");
        server.stop();
        provider.close();
    }

    private static HttpRequest chat(String model, boolean stream) {
        int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/llm/openai/v1/chat/completions"))
                .header("Authorization", "Bearer clients-key")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"model\":\"" + model + "\",\"stream\":" + stream
                        + ",\"messages\":[{\"role\":\"user\",\"content\":\"one two three four five six seven\"}]}"))
                .build();
    }

    @Test
    void swapsTheCredentialAndKeepsThePath() throws Exception {
        provider.clear();
        HttpResponse<String> response = CLIENT.send(chat("gpt-4o", false), BodyHandlers.ofString());
        assertEquals(200, response.statusCode());
        assertTrue(response.body().contains("one two three"));
        Received received = provider.received().get(0);
        assertEquals("/v1/chat/completions", received.target());
        assertEquals(List.of("Bearer operators-key"), received.values("authorization"));
    }

    @Test
    void streamsEventByEventWithoutJettysOwnClasses() throws Exception {
        HttpResponse<java.util.stream.Stream<String>> response =
                CLIENT.send(chat("gpt-4o", true), BodyHandlers.ofLines());
        List<Long> arrivals = new ArrayList<>();
        response.body().filter(line -> line.startsWith("data:")).forEach(line -> arrivals.add(System.nanoTime()));
        assertTrue(arrivals.size() > 5);
        // The stand-in pauses 50 ms between events; held back, they would come all at once.
        assertTrue(arrivals.get(arrivals.size() - 1) - arrivals.get(0) > 200_000_000L);
    }

    @Test
    void tellsItsOwnErrorsInTheProvidersShape() throws Exception {
        int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
        HttpRequest proxied = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/llm/openai/v1/models"))
                .header("X-Forwarded-For", "203.0.113.1")
                .build();
        HttpResponse<String> response = CLIENT.send(proxied, BodyHandlers.ofString());
        assertEquals(403, response.statusCode());
        assertEquals("forbidden", response.headers().firstValue("gangway-error").orElse(null));
        assertTrue(response.body().startsWith("{\"error\":{"));
    }

    @Test
    void neverEndsACutStreamCleanly() {
        assertThrows(IOException.class, () -> {
            HttpResponse<String> response = CLIENT.send(chat("cut-mid-stream", true), BodyHandlers.ofString());
            assertNull(response.body(), "a part was taken for the whole");
        });
        assertFalse(provider.received().isEmpty());
    }
}
