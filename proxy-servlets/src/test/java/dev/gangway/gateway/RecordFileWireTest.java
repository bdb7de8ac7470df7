package dev.gangway.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import dev.gangway.testing.TestGateway;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A gateway whose configuration names a file of records. */
class RecordFileWireTest {

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path folder;

    @Test
    void theFileHoldsWhatWentThrough() throws Exception {
        Path file = folder.resolve("logs/records.jsonl");
        byte[] answer = """
                {"id":"c-1","model":"gpt-4o-2024-08-06","usage":{"prompt_tokens":9,"completion_tokens":3}}""".getBytes(StandardCharsets.UTF_8);
        try (RawUpstream upstream = RawUpstream.answering(
                "HTTP/1.1 200 OK\nContent-Type: application/json\nContent-Length: " + answer.length, answer)) {
            String yaml = "records: { file: \"" + file + "\" }\n" + TestGateway.fourRoutes(upstream.origin());
            try (TestGateway gateway = TestGateway.start(yaml)) {
                String head = "POST /openai_passthrough/v1/chat/completions HTTP/1.1\nHost: h\nContent-Length: 2";
                RawClient.exchange(gateway.port(), head + "\nConnection: close", new byte[] {'{', '}'});
                RawClient.exchange(gateway.port(), "GET /nowhere HTTP/1.1\nHost: h\nConnection: close", new byte[0]);
            }
        }
        // A client may have its answer, and ask again, before the record of it is drawn.
        ObjectNode byMethod = JSON.createObjectNode();
        List<String> lines = Files.readAllLines(file);
        assertEquals(2, lines.size());
        for (String line : lines) {
            JsonNode record = JSON.readTree(line);
            byMethod.set(record.get("method").asString(), record);
        }
        assertEquals("/openai_passthrough", byMethod.path("POST").get("route").asString());
        assertEquals(9, byMethod.path("POST").get("usage").get("input_tokens").asInt());
        assertEquals("no-route", byMethod.path("GET").get("error").asString());
    }

    @Test
    void aFileThatCannotBeWrittenStopsTheStart() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "").resolve("records.jsonl");
        String yaml = "records: { file: \"" + file + "\" }\n" + TestGateway.fourRoutes("http://127.0.0.1:1");
        Exception refused = assertThrows(Exception.class, () -> TestGateway.start(yaml));
        assertTrue(
                String.valueOf(refused.getMessage()).contains("records.file: " + file + " cannot be written"),
                refused.getMessage());
    }
}
