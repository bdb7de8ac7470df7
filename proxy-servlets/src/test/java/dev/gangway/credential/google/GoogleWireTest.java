package dev.gangway.credential.google;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.testing.CapturedLog;
import dev.gangway.testing.GoogleStandIn;
import dev.gangway.testing.TestGateway;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verifies exchanges that need a token, through real sockets: who waits for what, and what becomes of them when it fails. */
class GoogleWireTest {

    private static final String CALL = "/genai/v1/projects/p/locations/us-central1/publishers/google/models/m:x";

    @TempDir
    private Path directory;

    private GoogleStandIn google;
    private TestGateway gateway;
    private Path file;
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void start() throws Exception {
        google = new GoogleStandIn();
        file = Files.writeString(directory.resolve("key.json"), google.serviceAccount());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        gateway = TestGateway.start(yaml());
    }

    private String yaml() {
        return """
                access: { callers: anyone }
                routes:
                  - path: /genai
                    provider: genai
                    vertex:
                      target: "%s"
                      keys: [{ name: main, google: { credentials-file: "%s", quota-project: billing } }]
                """.formatted(google.origin(), file);
    }

    @AfterEach
    void stop() {
        gateway.close();
        google.close();
    }

    private HttpRequest call() {
        return HttpRequest.newBuilder(URI.create(gateway.uri() + CALL))
                .header("authorization", "Bearer ya29.of-the-client")
                .header("content-type", "application/json")
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
    }

    private HttpResponse<String> send() throws IOException, InterruptedException {
        return client.send(call(), BodyHandlers.ofString());
    }

    @Test
    void aTokenProvesTheRequest() throws Exception {
        HttpResponse<String> answer = send();

        assertEquals(200, answer.statusCode(), answer::body);
        assertEquals("{\"seen\":\"billing\"}", answer.body());
        assertEquals(200, send().statusCode());
        assertEquals(1, google.calls());
    }

    /** The server has 64 threads: none of them waits. */
    @Test
    void thousandFirstRequestsCauseOneTokenCall() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        google.hold(gate);
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            answers.add(client.sendAsync(call(), BodyHandlers.ofString()));
        }
        while (gateway.connector().getConnectedEndPoints().size() < 1000) {
            Thread.sleep(5);
        }
        gate.countDown();

        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertEquals(200, answer.get(20, TimeUnit.SECONDS).statusCode());
        }
        assertEquals(1, google.calls());
    }

    @Test
    void noExchangeFailsWhileTokensExpire() throws Exception {
        google.life(Duration.ofSeconds(2));
        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        Callable<Integer> load = () -> {
            int done = 0;
            while (System.nanoTime() < end) {
                assertEquals(200, send().statusCode());
                done++;
            }
            return done;
        };
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (Future<Integer> done : threads.invokeAll(List.of(load, load, load, load))) {
                assertTrue(done.get() > 10);
            }
        } finally {
            threads.shutdown();
        }

        assertTrue(google.calls() >= 3 && google.calls() <= 6, () -> google.calls() + " calls");
    }

    @Test
    void anOutageFailsSoonWithItsReasonAndIsOverWithinOneStep() throws Exception {
        google.outage(503);
        long start = System.nanoTime();

        HttpResponse<String> first = send();
        HttpResponse<String> second = send();

        assertTrue(System.nanoTime() - start < Duration.ofSeconds(5).toNanos());
        for (HttpResponse<String> answer : List.of(first, second)) {
            assertEquals(503, answer.statusCode());
            assertEquals(
                    "no-credential",
                    answer.headers().firstValue("gangway-error").orElse(""));
            assertTrue(
                    answer.body()
                            .contains("No token could be had for routes[0].vertex.keys[0].google.credentials-file:"
                                    + " it answered 503: invalid_grant: unavailable"),
                    answer::body);
        }
        assertEquals(1, google.calls());

        google.outage(0);
        long up = System.nanoTime();
        while (send().statusCode() != 200) {
            assertTrue(System.nanoTime() - up < Duration.ofSeconds(3).toNanos(), "not recovered within a step");
            Thread.sleep(20);
        }
    }

    @Test
    void aTokenThatVertexDoesNotTakeIsReplaced() throws Exception {
        assertEquals(200, send().statusCode());
        google.revoke();

        assertEquals(401, send().statusCode());
        assertEquals(200, send().statusCode());
        assertEquals(2, google.calls());
    }

    @Test
    void noTokenNoKeyAndNoAssertionIsSaid() throws Exception {
        gateway.close();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        String key = google.serviceAccount();
        StringBuilder said = new StringBuilder();
        try (CapturedLog log = new CapturedLog()) {
            gateway = TestGateway.start(yaml());
            google.outage(400);
            said.append(send().body());
            google.outage(0);
            while (send().statusCode() != 200) {
                Thread.sleep(20);
            }
            google.revoke();
            said.append(send().body());
            log.line("\"status\":401");
            said.append(log.text());
        }

        assertTrue(said.toString().contains("gave no token: it answered 400"), said::toString);
        assertTrue(said.toString().contains(file + " can be read by every user of this machine"));
        assertFalse(google.secrets().isEmpty());
        for (String secret : google.secrets()) {
            assertFalse(said.toString().contains(secret));
        }
        assertFalse(said.toString().contains("ya29"));
        assertFalse(said.toString().contains("eyJ"));
        assertFalse(said.toString().contains(key.substring(key.indexOf("MII"), key.indexOf("MII") + 40)));
    }

    @Test
    void equalSettingsShareATokenAndTheClientsOwnGoesNowhere() throws Exception {
        gateway.close();
        gateway = TestGateway.start(
                yaml() + yaml().substring(yaml().indexOf("  - path")).replace("/genai", "/other"));

        assertEquals(200, send().statusCode());
        HttpRequest other = HttpRequest.newBuilder(URI.create(gateway.uri() + CALL.replace("/genai", "/other")))
                .build();
        assertEquals(200, client.send(other, BodyHandlers.ofString()).statusCode());

        assertEquals(1, google.calls());
    }
}
