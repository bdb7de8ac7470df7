package dev.gangway.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.testing.GoogleStandIn;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The modules that bring the libraries of clouds: with one its keys work, without it the start says what to enable. */
class CloudModulesIT {
    private JettyBase base = JettyBase.empty();

    @AfterEach
    void stop() {
        base.close();
    }

    @Test
    void googlesKeysWorkWithItsModule() throws Exception {
        try (GoogleStandIn google = new GoogleStandIn()) {
            base = JettyBase.withModules("http,gangway,gangway-google");
            writeGoogle(google);
            URI gateway = JettyBase.awaitReady(base.start());
            URI call = gateway.resolve("/genai/v1/projects/p/locations/l/publishers/google/models/m:x");
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(HttpRequest.newBuilder(call).build(), BodyHandlers.ofString());
            assertEquals(200, answer.statusCode(), answer::body);
            assertEquals(1, google.calls());
        }
    }

    @Test
    void googlesKeysNeedItsModule() throws Exception {
        try (GoogleStandIn google = new GoogleStandIn()) {
            base = JettyBase.withModules("http,gangway");
            writeGoogle(google);
            Child jetty = base.start();
            assertEquals(1, jetty.awaitExit(), jetty::toString);
            assertTrue(jetty.err().contains("--add-modules=gangway-google"), jetty::toString);
        }
    }

    private void writeGoogle(GoogleStandIn google) throws Exception {
        Path key = Files.writeString(base.directory().resolve("google.json"), google.serviceAccount());
        base.write("etc/gangway.yaml", """
                routes:
                  - path: /genai
                    provider: genai
                    vertex: { target: "%s", keys: [{ google: { credentials-file: "%s" } }] }
                """.formatted(google.origin(), key.toAbsolutePath()));
    }
}
