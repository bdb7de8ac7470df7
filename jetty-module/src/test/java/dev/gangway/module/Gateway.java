package dev.gangway.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** What a client sees of a running gateway: the checks that hold for every connector and every JVM. */
final class Gateway {
    private static final int BIG = 60_000;

    private final URI origin;
    private final HttpClient client;
    private final HttpClient.Version version;

    Gateway(URI origin, HttpClient client, HttpClient.Version version) {
        this.origin = origin;
        this.client = client;
        this.version = version;
    }

    static Gateway of(URI origin, HttpClient.Version version) {
        return new Gateway(origin, HttpClient.newBuilder().version(version).build(), version);
    }

    void checkAll(Upstream upstream) throws Exception {
        checkPath();
        checkHeaders();
        checkStream(upstream);
    }

    /** The raw path and query go upstream as they are. */
    void checkPath() throws Exception {
        HttpResponse<String> response = get("/openai_passthrough/v1/models/a%2Fb:c@d?x=%2F&x=2");
        assertEquals(200, response.statusCode(), response::body);
        assertEquals(version, response.version());
        assertEquals("GET /v1/models/a%2Fb:c@d?x=%2F&x=2 0", response.body());
        assertTrue(response.headers().firstValue("server").isEmpty(), () -> "Server invented: " + response.headers());
    }

    /** Large headers pass in both directions. */
    void checkHeaders() throws Exception {
        HttpRequest request = request("/openai_passthrough/v1/models?big=" + BIG)
                .header("x-big", "a".repeat(BIG))
                .build();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        assertEquals(200, response.statusCode(), response::body);
        assertEquals("GET /v1/models?big=" + BIG + " " + BIG, response.body());
        assertEquals(BIG, response.headers().firstValue("x-big").orElse("").length());
    }

    /** Every event arrives before the next one is sent. */
    void checkStream(Upstream upstream) throws Exception {
        try (Events events = open(upstream, "check-" + version)) {
            events.readToEnd();
        }
    }

    Events open(Upstream upstream, String stream) throws IOException, InterruptedException {
        upstream.next(stream); // the headers may wait for it
        HttpResponse<InputStream> response = client.send(
                request("/openai_passthrough/v1/chat/completions?stream=" + stream)
                        .build(),
                BodyHandlers.ofInputStream());
        assertEquals(200, response.statusCode());
        return new Events(upstream, stream, response.body());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(origin + path)).timeout(Duration.ofSeconds(30));
    }
}
