package dev.gangway.servlet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import dev.gangway.testing.TestGateway;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A body that the gateway looked into goes upstream whole and unchanged, and decides where to. */
class PeekedBodyTest {

    private static final String GEMINI = "/v1beta/models/gemini-2.5-flash:generateContent";
    private static final String VERTEX =
            "/v1beta1/projects/p/locations/l1/publishers/google/models/gemini-2.5-flash:generateContent";
    private static final String MODEL = "projects/p/locations/l1/publishers/google/models/gemini-2.5-flash";

    private static RawUpstream upstream;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        upstream = RawUpstream.answering("HTTP/1.1 200 OK\nContent-Length: 2", new byte[] {'{', '}'});
        gateway = TestGateway.start(TestGateway.fourRoutes(upstream.origin()));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        upstream.close();
    }

    static Stream<Arguments> bodies() {
        String filler = "x".repeat(200_000);
        return Stream.of(
                Arguments.of("no model", "{\"contents\":[]}", GEMINI),
                Arguments.of("model first", "{\"model\":\"" + MODEL + "\",\"contents\":[]}", VERTEX),
                Arguments.of("model within the limit", "{\"contents\":[],\"model\":\"" + MODEL + "\"}", VERTEX),
                Arguments.of("model, then much", "{\"model\":\"" + MODEL + "\",\"x\":\"" + filler + "\"}", VERTEX),
                Arguments.of("model too late", "{\"x\":\"" + filler + "\",\"model\":\"" + MODEL + "\"}", GEMINI),
                Arguments.of("cut short", "{\"contents\":[", GEMINI));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void goesOnWhole(String name, String json, String target) throws Exception {
        byte[] body = json.getBytes(StandardCharsets.US_ASCII);
        try (RawClient client = new RawClient(gateway.port())) {
            int half = body.length / 2;
            client.send(
                    "POST /genai_passthrough%s HTTP/1.1\nHost: localhost\nContent-Type: application/json\nContent-Length: %d"
                            .formatted(GEMINI, body.length),
                    Arrays.copyOf(body, half));
            client.send(Arrays.copyOfRange(body, half, body.length));
            assertEquals(200, client.receive(false).status());
        }
        HttpMessage request = upstream.take();
        assertEquals(target, request.target());
        assertArrayEquals(body, request.body());
    }
}
