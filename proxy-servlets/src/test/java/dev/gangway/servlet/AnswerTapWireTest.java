package dev.gangway.servlet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.testing.Bytes;
import dev.gangway.testing.FaultGateway;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import dev.gangway.usage.UnreadAnswers;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ServiceLoader;
import org.eclipse.jetty.compression.Compression;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Over real sockets the client gets the answer's very bytes, in whatever coding, and the record says what was used. */
class AnswerTapWireTest {

    private static final String STREAM = "data: {\"id\":\"c\",\"model\":\"m\",\"choices\":[{\"delta\":{\"content\":\""
            + "word ".repeat(5000) + "\"}}]}\r\n\r\n"
            + "data: {\"id\":\"c\",\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":9}}\r\n\r\n"
            + "data: [DONE]\r\n\r\n";

    private static final byte[] ARRAY =
            Bytes.utf8("[{\"usageMetadata\":{\"promptTokenCount\":3}}\n,\r\n{\"usageMetadata\":{\"promptTokenCount\":3,"
                    + "\"candidatesTokenCount\":4}}\n]");

    private static RawUpstream upstream;
    private static FaultGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        upstream = RawUpstream.answering(AnswerTapWireTest::answer);
        gateway = FaultGateway.start("""
                access: { callers: anyone }
                routes:
                  - { path: /openai, provider: openai, target: "%1$s", keys: [{ value: k }] }
                  - { path: /genai, provider: genai, target: "%1$s", keys: [{ value: k }] }
                """.formatted(upstream.origin()));
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.closeQuiet();
        upstream.close();
    }

    /** The request says which coding the answer is to have. */
    private static boolean answer(HttpMessage request, Socket socket, OutputStream out) throws Exception {
        String coding = String.valueOf(request.header("user-agent"));
        if (request.startLine().contains("/models/")) {
            boolean fails = coding.equals("fails");
            RawUpstream.write(
                    out,
                    "HTTP/1.1 " + (fails ? "400 Bad Request" : "200 OK")
                            + "\nContent-Type: application/json; charset=UTF-8\nContent-Length: " + ARRAY.length,
                    ARRAY);
            return true;
        }
        byte[] bytes = body(coding);
        String head = "HTTP/1.1 200 OK\nContent-Type: text/event-stream\nContent-Encoding: " + coding;
        RawUpstream.write(out, head + "\nTransfer-Encoding: chunked", Bytes.chunked(bytes, 1000));
        return true;
    }

    private static byte[] body(String coding) throws Exception {
        byte[] plain = Bytes.utf8(STREAM);
        return switch (coding) {
            case "br", "zstd" -> jetty(coding, plain);
            case "gzip" -> Bytes.gzip(plain);
            default -> plain;
        };
    }

    private static byte[] jetty(String coding, byte[] plain) throws Exception {
        Compression compression = ServiceLoader.load(Compression.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(c -> c.getEncodingName().equals(coding))
                .findFirst()
                .orElseThrow();
        compression.setByteBufferPool(new ArrayByteBufferPool());
        compression.start();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream coded = compression.newEncoderOutputStream(out)) {
            coded.write(plain);
        }
        compression.stop();
        return out.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "gzip", "br", "zstd"})
    void passesUnchangedAndIsRead(String coding) throws Exception {
        HttpMessage answer = send("/openai/v1/chat/completions", coding);

        assertArrayEquals(body(coding), answer.body());
        assertEquals(coding, answer.header("content-encoding"));
        JsonNode record = gateway.record(answer.header("gangway-request-id"));
        assertEquals("openai.chat", record.path("operation").asString());
        assertEquals(7, record.path("usage").path("input_tokens").asInt(0), record::toString);
        assertTrue(record.has("first_event_ms"), record::toString);
    }

    /** The usage may well be there: an option of the route would not help. */
    @Test
    void aCodingThatNobodyKnowsIsNotTakenForAStreamWithoutUsage() throws Exception {
        long before = UnreadAnswers.of(UnreadAnswers.Why.ENCODING);
        HttpMessage answer = send("/openai/v1/chat/completions", "x-unknown");
        JsonNode record = gateway.record(answer.header("gangway-request-id"));
        assertTrue(record.get("stream").booleanValue());
        assertTrue(record.path("usage").isMissingNode());
        assertEquals(before + 1, UnreadAnswers.of(UnreadAnswers.Why.ENCODING));
        assertFalse(gateway.log().contains("request-stream-usage"), gateway.log());
    }

    /** Where nobody asks for events, Google streams an array of chunks. */
    @ParameterizedTest
    @CsvSource({
        "/genai/v1beta/models/gemini-2.5-flash:streamGenerateContent, identity, true",
        "/genai/v1beta/models/gemini-2.5-flash:streamGenerateContent, fails, false",
        "/genai/v1beta/models/gemini-2.5-flash:generateContent, identity, false"
    })
    void anArrayOfChunksIsAStream(String target, String coding, boolean stream) throws Exception {
        HttpMessage answer = send(target, coding);
        JsonNode record = gateway.record(answer.header("gangway-request-id"));
        assertEquals(stream, record.get("stream").booleanValue());
    }

    private static HttpMessage send(String target, String coding) throws Exception {
        return RawClient.exchange(
                gateway.port(),
                "POST " + target + " HTTP/1.1\nHost: x\nConnection: close\nUser-Agent: " + coding
                        + "\nContent-Length: 2",
                Bytes.utf8("{}"));
    }
}
