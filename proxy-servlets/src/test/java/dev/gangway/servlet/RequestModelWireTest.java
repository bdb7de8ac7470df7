package dev.gangway.servlet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gangway.testing.Bytes;
import dev.gangway.testing.FaultGateway;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The record says which model was asked for, and the upstream gets every byte that asked. */
class RequestModelWireTest {

    private static final String LARGE = "x".repeat(300_000);

    private static RawUpstream upstream;
    private static FaultGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        upstream = RawUpstream.answering("HTTP/1.1 200 OK\nContent-Length: 0", new byte[0]);
        gateway = FaultGateway.start(FaultGateway.routes(upstream.origin(), "timeouts: { idle: 20s }"));
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.closeQuiet();
        upstream.close();
    }

    private static String model(String target, String headers, byte[] body, boolean chunked) throws Exception {
        String framing = chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + body.length;
        HttpMessage answer = RawClient.exchange(
                gateway.port(),
                "POST " + target + " HTTP/1.1\nHost: x\nConnection: close\n" + headers + "\n" + framing,
                chunked ? Bytes.chunked(body, 1000) : body);
        assertArrayEquals(body, upstream.take().body());
        JsonNode record = gateway.record(answer.header("gangway-request-id"));
        return record.path("request_model").asString("none");
    }

    @ParameterizedTest
    @CsvSource({
        "/openai/v1/chat/completions, in-body",
        "/anthropic/v1/messages, in-body",
        "/azure/openai/deployments/my%20dep/chat/completions?api-version=1, my dep",
        "/azure/openai/v1/responses, in-body",
        "/genai/v1beta/models/gemini-2.5-flash:generateContent, gemini-2.5-flash",
        "/genai/v1beta/openai/chat/completions, in-body",
        "/vertex/v1/projects/p/locations/us/publishers/anthropic/models/claude-x%404:rawPredict, claude-x@4",
    })
    void isRecorded(String target, String expected) throws Exception {
        byte[] body = Bytes.utf8("{\"messages\":[\"" + LARGE + "\"],\"model\":\"in-body\"}");
        assertEquals(expected, model(target, "Content-Type: application/json", body, false));
        assertEquals(expected, model(target, "Content-Type: application/json", body, true));
        String packed = "Content-Type: application/json\nContent-Encoding: gzip";
        assertEquals(expected, model(target, packed, Bytes.gzip(body), true));
    }

    @Test
    void isFoundBehindAFile() throws Exception {
        String form = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n" + LARGE
                + "\r\n--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nwhisper-1\r\n--b--\r\n";
        String type = "Content-Type: multipart/form-data; boundary=b";
        byte[] body = form.getBytes(StandardCharsets.US_ASCII);
        assertEquals("whisper-1", model("/openai/v1/audio/transcriptions", type, body, true));
        assertEquals("none", model("/openai/v1/files", type, body, false));
    }
}
