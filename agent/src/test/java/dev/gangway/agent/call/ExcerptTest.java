package dev.gangway.agent.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gangway.agent.config.Provider;
import dev.gangway.observe.Dispatcher;
import dev.gangway.observe.RecordFile;
import dev.gangway.observe.Redaction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Verifies that an excerpt is bounded, and shows no key, no token, and nothing that its request authenticates itself with. */
class ExcerptTest {

    private static final Map<String, String> HEADERS = Map.of(
            "content-type", "application/json",
            "authorization", "Basic c2hvcnQ6c2VjcmV0",
            "api-key", "0123456789abcdef0123456789abcdef",
            "cookie", "session=as-no-other");

    private static final String QUERY = "api-version=2024-10-21&key=plain%2Bkey&X-Amz-Signature=feedfacefeedface";

    @TempDir
    private Path folder;

    private JsonNode written(Redaction redaction, String request, String response) throws IOException {
        Excerpt excerpt = Excerpt.of(100, redaction, HEADERS::get, QUERY);
        Call call = new Call(new Provider("openai", "openai", List.of()), "h", "POST", "/v1/x", excerpt);
        call.sent(bytes(request), HEADERS::get);
        call.answered(200, Map.of("content-type", "text/plain", "content-encoding", "gzip")::get);
        call.received(bytes(response));
        Path path = folder.resolve("records.jsonl");
        try (RecordFile file = RecordFile.open(path, 1_000_000, 1);
                Dispatcher dispatcher = Dispatcher.start(List.of(file))) {
            dispatcher.dispatch(call.record(null, true), call.bodies());
        }
        return new JsonMapper().readTree(Files.readString(path)).path("bodies");
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-proj-abcdefgh0123",
                "AIzaSyA0123456789abcdefghijklmnopqrstu",
                "AKIAIOSFODNN7EXAMPLE",
                "ya29.a0AfB_byC",
                "Bearer abcdefgh.ijkl",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
                "c2hvcnQ6c2VjcmV0",
                "Basic c2hvcnQ6c2VjcmV0",
                "0123456789abcdef0123456789abcdef",
                "session=as-no-other",
                "plain+key",
                "plain%2Bkey",
                "feedfacefeedface",
                "4711-0815"
            })
    void showsNoSecret(String secret) throws IOException {
        JsonNode bodies =
                written(Redaction.of(List.of(), List.of("[0-9]{4}-[0-9]{4}")), "say " + secret, secret + " it is");

        assertEquals("say ****", bodies.path("request").path("text").asString());
        assertEquals("**** it is", bodies.path("response").path("text").asString());
    }

    @Test
    void isBounded() throws IOException {
        JsonNode bodies = written(Redaction.of(List.of(), List.of()), "x".repeat(5000), "y".repeat(100));

        assertEquals("x".repeat(100), bodies.path("request").path("text").asString());
        assertEquals(true, bodies.path("request").path("truncated").asBoolean());
        assertEquals(
                "{\"text\":\"" + "y".repeat(100) + "\"}",
                bodies.path("response").toString());
    }
}
