package dev.gangway.examples.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.genai.Client;
import dev.gangway.examples.standin.Received;
import dev.gangway.testing.GoogleStandIn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** SDKs to Vertex where the operator has a service account: Google verifies it and gives a token, once for all. */
class ServiceAccountTest {
    private static final GoogleStandIn GOOGLE = google();

    @RegisterExtension
    static final Bench BENCH = new Bench("account.yaml");

    private static final Pattern COST = Pattern.compile("\"cost_usd\":\"0\\.0*[1-9]\\d*\"");

    /** The key's file has to be there before the gateway is. */
    private static GoogleStandIn google() {
        try {
            Path home = Files.createDirectories(Path.of("target", "account")).toAbsolutePath();
            GoogleStandIn google = new GoogleStandIn();
            System.setProperty(
                    "ACCOUNT",
                    Files.writeString(home.resolve("key.json"), google.serviceAccount())
                            .toString());
            System.setProperty(
                    "RECORDS", Files.createTempFile(home, "records", ".jsonl").toString());
            return google;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterAll
    static void close() {
        GOOGLE.close();
    }

    @Test
    void oneTokenForAll() throws Exception {
        var question = Questions.anthropic("claude-sonnet-5-5");
        var claude = CloudClients.claudeOnVertex(BENCH.url("/genai_passthrough"));
        assertEquals(
                "You said: hello",
                claude.messages().create(question).content().get(0).asText().text());
        try (Client gemini = CloudClients.geminiOnVertex(BENCH.url("/genai_passthrough"))) {
            assertEquals(
                    "You said: hello",
                    gemini.models
                            .generateContent("gemini-2.5-flash", "hello", null)
                            .text());
        }
        assertEquals(1, GOOGLE.calls());
        for (Received received : BENCH.provider().received()) {
            String token = received.values("authorization").get(0).replaceFirst("^Bearer ", "");
            assertTrue(GOOGLE.secrets().contains(token), received.target());
        }
        assertRecords("\"request_model\":\"claude-sonnet-5-5\"", "\"request_model\":\"gemini-2.5-flash\"");
    }

    private static void assertRecords(String... models) throws Exception {
        Path file = Path.of(System.getProperty("RECORDS"));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (Files.readAllLines(file).size() < models.length && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        List<String> records = Files.readAllLines(file);
        for (int i = 0; i < models.length; i++) {
            assertTrue(records.get(i).contains("\"provider\":\"vertex\""), records.get(i));
            assertTrue(records.get(i).contains(models[i]), records.get(i));
            assertTrue(COST.matcher(records.get(i)).find(), records.get(i));
        }
    }
}
