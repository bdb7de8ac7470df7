package dev.gangway.examples.standin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MainTest {

    @Test
    void saysWhereItIsAndStopsWhenTold() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java, "-cp", System.getProperty("java.class.path"), Main.class.getName(), "--port", "0")
                .start();
        try {
            String ready = process.inputReader().readLine();
            String prefix = "stand-in provider ready ";
            assertTrue(ready != null && ready.startsWith(prefix + "http://127.0.0.1:"), ready);
            URI uri = URI.create(ready.substring(prefix.length()) + "/v1/models");
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .header("authorization", "Bearer k")
                    .build();
            var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            assertEquals(200, response.statusCode());
            process.destroy();
            assertTrue(process.waitFor(10, TimeUnit.SECONDS));
        } finally {
            process.destroyForcibly();
        }
    }
}
