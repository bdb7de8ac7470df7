package dev.gangway.examples.standin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Errors, silence and cuts on demand; pace and compression. */
class TroubleTest extends OverSockets {

    private static String chat(String model) {
        return "{\"model\":\"" + model + "\",\"stream\":true,\"max_tokens\":9,"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 429, 500, 503, 529})
    void errorsByModelName(int status) throws Exception {
        String model = "error-" + status;
        JsonNode openAi = json(status, post("/v1/chat/completions", chat(model), OPENAI));
        assertTrue(openAi.at("/error/message").isString());
        String azure = "/openai/deployments/" + model + "/chat/completions?api-version=1";
        assertTrue(json(status, post(azure, chat("x"), AZURE)).at("/error/code").isString());
        String gemini = "/v1beta/models/" + model + ":generateContent";
        assertEquals(
                status,
                json(status, post(gemini, "{}", GOOGLE)).at("/error/code").intValue());
    }

    @ParameterizedTest
    @CsvSource({
        "400,invalid_request_error",
        "401,authentication_error",
        "403,permission_error",
        "404,not_found_error",
        "429,rate_limit_error",
        "500,api_error",
        "529,overloaded_error"
    })
    void anthropicsErrors(int status, String type) throws Exception {
        JsonNode error = json(status, post("/v1/messages", chat("error-" + status), ANTHROPIC));
        assertEquals(type, error.at("/error/type").stringValue());
    }

    @Test
    void tooMuchSaysWhenToRetry() throws Exception {
        var response = post("/v1/chat/completions", chat("error-429"), OPENAI);
        assertEquals("1", header(response, "retry-after"));
        assertEquals("0", header(response, "x-ratelimit-remaining-requests"));
    }

    @Test
    void noKeyAndTheBadKey() throws Exception {
        assertTrue(json(401, post("/v1/chat/completions", chat("x")))
                .at("/error/code")
                .isNull());
        JsonNode bad = json(401, post("/v1/chat/completions", chat("x"), "authorization", "Bearer bad-key"));
        assertEquals("invalid_api_key", bad.at("/error/code").stringValue());
        String[] inTheWrongPlace = {"x-api-key", "sk-1"};
        json(401, post("/v1/chat/completions", chat("x"), inTheWrongPlace));
    }

    @Test
    void cutInMidStreamIsSeen() throws Exception {
        var request = request("POST", "/v1/chat/completions", chat("cut-mid-stream"), OPENAI);
        var response = send(request, BodyHandlers.ofInputStream());
        assertEquals(200, response.statusCode());
        assertThrows(IOException.class, () -> read(response.body()));
        String whole = chat("cut-mid-stream").replace("\"stream\":true,", "");
        assertThrows(IOException.class, () -> post("/v1/messages", whole, ANTHROPIC));
    }

    @Test
    void silenceBeforeTheFirstByte() throws Exception {
        long start = System.nanoTime();
        assertEquals(
                200,
                post("/v1beta/models/slow-start-300:countTokens", "{}", GOOGLE).statusCode());
        assertTrue(millisSince(start) >= 300);
    }

    @Test
    void streamsAreFlushedAtTheAskedPace() throws Exception {
        var request = request("POST", "/v1/messages", chat("x"), and(ANTHROPIC, "x-stand-in-delay-ms", "200"));
        long start = System.nanoTime();
        try (InputStream body = send(request, BodyHandlers.ofInputStream()).body()) {
            assertTrue(body.read() >= 0);
            long first = millisSince(start);
            read(body);
            // nine events: the first one at once, and eight pauses after it
            assertTrue(millisSince(start) >= 8 * 200);
            assertTrue(first < 4 * 200, "the first came after " + first + " ms");
        }
    }

    @Test
    void gzipIsFlushedPerEvent() throws Exception {
        String[] headers = and(ANTHROPIC, "accept-encoding", "gzip", "x-stand-in-gzip", "1");
        var request = request("POST", "/v1/messages", chat("x"), and(headers, "x-stand-in-delay-ms", "200"));
        long start = System.nanoTime();
        var response = send(request, BodyHandlers.ofInputStream());
        assertEquals("gzip", header(response, "content-encoding"));
        InputStream body = new GZIPInputStream(response.body());
        byte[] event = new byte["event: message_start".length()];
        assertEquals(event.length, body.readNBytes(event, 0, event.length));
        long first = millisSince(start);
        assertTrue(read(body).endsWith("data: {\"type\":\"message_stop\"}\n\n"));
        assertTrue(millisSince(start) >= 8 * 200);
        assertTrue(first < 4 * 200, "the first came after " + first + " ms");
    }

    private static long millisSince(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }
}
