package dev.gangway.servlet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.gangway.testing.Bytes;
import dev.gangway.testing.FaultGateway;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Every byte of an answer that is looked at is the upstream's, and what can be read of its usage is read. */
class TappedBytesTest {

    private static final byte[] EVENTS = Bytes.utf8("""
            data: {"id":"1","choices":[{"delta":{"content":"é☃"}}],"usage":null}\r
            \r
            : comment

            data: {"id":"1","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":12}}

            data: [DONE]

            """);
    private static final byte[] DOCUMENT =
            Bytes.utf8("{\"id\":\"1\",\"usage\":{\"completion_tokens\":12,\"prompt_tokens\":9}}\n");
    private static final String STREAM = "200 OK\nContent-Type: text/event-stream";
    private static final String JSON = "200 OK\nContent-Type: application/json";
    private static final String GZIP = "\nContent-Encoding: gzip";

    private static RawUpstream upstream;
    private static FaultGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        upstream = RawUpstream.answering("HTTP/1.1 500 unset\nContent-Length: 0", new byte[0]);
        gateway = FaultGateway.start(FaultGateway.routes(upstream.origin(), "records: { bodies: {} }")
                + "  - { path: /off, target: \"" + upstream.origin() + "\", methods: [POST] }\n"
                + "records: { file: target/tapped-bytes.jsonl }\n");
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        upstream.close();
    }

    static Stream<Arguments> answers() {
        byte[] packed = Bytes.gzip(EVENTS);
        byte[] bad = Bytes.gzip(DOCUMENT);
        Arrays.fill(bad, 12, bad.length, (byte) 0x55);
        return Stream.of(
                Arguments.of(STREAM, EVENTS, 9),
                Arguments.of(STREAM + GZIP, packed, 9),
                Arguments.of(STREAM + GZIP, Arrays.copyOf(packed, packed.length / 2), 0),
                Arguments.of(STREAM + GZIP, EVENTS, 0),
                Arguments.of(STREAM, packed, 0),
                Arguments.of(STREAM, Bytes.random(50_000), 0),
                Arguments.of(STREAM + "\nContent-Encoding: unheard-of", EVENTS, 0),
                Arguments.of(JSON, DOCUMENT, 9),
                Arguments.of(JSON + GZIP, Bytes.gzip(DOCUMENT), 9),
                Arguments.of(JSON + GZIP, bad, 0),
                Arguments.of(JSON + GZIP, Bytes.random(5_000), 0),
                Arguments.of(JSON, Bytes.random(50_000), 0),
                Arguments.of(JSON, Arrays.copyOf(DOCUMENT, 20), 0),
                Arguments.of(JSON, Bytes.utf8("[".repeat(100_000)), 0),
                Arguments.of("429 x\nContent-Type: application/json", DOCUMENT, 0),
                Arguments.of("500 x\nContent-Type: text/event-stream", EVENTS, 0),
                Arguments.of("200 OK\nContent-Type: audio/mpeg", Bytes.random(50_000), 0),
                Arguments.of("200 OK", DOCUMENT, 0));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void areTheUpstreams(String head, byte[] body, int inputTokens) throws Exception {
        for (int seed = 0; seed < 5; seed++) {
            int piece = 1 + new Random(seed).nextInt(Math.min(900, body.length));
            upstream.answer((request, socket, out) -> {
                RawUpstream.write(out, "HTTP/1.1 " + head + "\nTransfer-Encoding: chunked", Bytes.chunked(body, piece));
                return true;
            });
            HttpMessage untapped = send("/off");
            HttpMessage answer = send("/openai");
            assertArrayEquals(body, untapped.body());
            assertArrayEquals(body, answer.body());
            assertEquals(headers(untapped), headers(answer));
            JsonNode off = gateway.record(untapped.header("gangway-request-id"));
            assertFalse(off.has("operation") || off.has("usage"), off.toString());
            JsonNode record = gateway.record(answer.header("gangway-request-id"));
            assertEquals(inputTokens, record.at("/usage/input_tokens").asInt(0), record.toString());
            assertEquals(body.length, record.get("bytes_out").asInt());
        }
    }

    /** To a route whose API is known, everything looks; to the other one, nothing. */
    private static HttpMessage send(String route) throws Exception {
        byte[] request = Bytes.utf8("{\"model\": \"m\"}");
        HttpMessage answer = RawClient.exchange(
                gateway.port(),
                "POST " + route
                        + "/v1/chat/completions HTTP/1.1\nHost: x\nConnection: close\nContent-Type: application/json"
                        + "\nContent-Length: " + request.length,
                request);
        assertArrayEquals(request, upstream.take().body());
        return answer;
    }

    private static List<String> headers(HttpMessage answer) {
        return answer.headers().stream()
                .filter(header ->
                        !header[0].equalsIgnoreCase("gangway-request-id") && !header[0].equalsIgnoreCase("date"))
                .map(header -> header[0] + ": " + header[1])
                .toList();
    }
}
