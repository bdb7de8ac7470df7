package dev.gangway.replay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import dev.gangway.testing.TestGateway;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Verifies that every recorded SDK request arrives upstream as the contract says, and its answer at the client. */
class ReplayTest {

    private static final List<Capture> CAPTURES = Capture.all();

    private static RawUpstream upstream;
    private static TestGateway gateway;
    private static volatile boolean chunkedAnswer;

    @BeforeAll
    static void start() throws Exception {
        upstream = RawUpstream.answering((request, socket, out) -> {
            Answer.write(out, chunkedAnswer, upstream.origin());
            return true;
        });
        String yaml = TestGateway.fourRoutes(upstream.origin()).replace("2024-10-21", Contract.API_VERSION);
        gateway = TestGateway.start(yaml);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        upstream.close();
        assertEquals(List.of(), upstream.received(), "nothing arrives late");
    }

    static Stream<Capture> routed() {
        return CAPTURES.stream().filter(c -> Contract.refusal(c).isEmpty());
    }

    static Stream<Capture> refused() {
        return CAPTURES.stream().filter(c -> !Contract.refusal(c).isEmpty());
    }

    static Map<String, List<Capture>> routedFiles() {
        return routed().collect(Collectors.groupingBy(Capture::sdk, TreeMap::new, Collectors.toList()));
    }

    /** A file that is not found, or a line that is filtered out, would go unnoticed otherwise. */
    @Test
    void replaysAllThatWasRecorded() {
        assertEquals(330, CAPTURES.size());
        assertEquals(18, CAPTURES.stream().map(Capture::sdk).distinct().count());
        assertEquals(
                Map.of("", 290L, "400 bad-request", 4L, "501 unsupported", 15L, "404 no-route", 21L),
                CAPTURES.stream().collect(Collectors.groupingBy(Contract::refusal, Collectors.counting())));
        assertEquals(
                Map.of("openai", 94L, "anthropic", 47L, "azure", 52L, "genai", 97L),
                routed().collect(Collectors.groupingBy(Contract::route, Collectors.counting())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("routed")
    void passes(Capture capture) throws Exception {
        try (RawClient client = new RawClient(gateway.port())) {
            exchange(client, capture);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void refuses(Capture capture) throws Exception {
        HttpMessage answer = RawClient.exchange(gateway.port(), capture.head(), capture.framedBody());
        assertEquals(Contract.refusal(capture), answer.status() + " " + answer.header("gangway-error"));
        assertEquals(List.of(), upstream.received());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void passesAWholeFileOverOneConnection(String sdk) throws Exception {
        try (RawClient client = new RawClient(gateway.port())) {
            for (Capture capture : routedFiles().get(sdk)) {
                exchange(client, capture);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void passesAWholeFileOverHttp2(String sdk) throws Exception {
        try (Http2Client client = new Http2Client(gateway.port())) {
            for (Capture capture : routedFiles().get(sdk)) {
                chunkedAnswer = capture.wantsStream();
                HttpMessage answer = client.exchange(capture);
                assertArrived(capture);
                String head = Answer.head(chunkedAnswer, base(capture));
                assertAnswered(capture, answer, head.replace("\ntransfer-encoding: chunked", ""));
            }
        }
    }

    static Stream<String> files() {
        return routedFiles().keySet().stream();
    }

    private static void exchange(RawClient client, Capture capture) throws IOException, InterruptedException {
        chunkedAnswer = capture.wantsStream();
        client.send(capture.head(), capture.framedBody());
        HttpMessage answer = client.receive(false);
        assertArrived(capture);
        assertAnswered(capture, answer, Answer.head(chunkedAnswer, base(capture)));
    }

    private static void assertArrived(Capture capture) throws InterruptedException {
        HttpMessage arrived = upstream.take();
        String authority = upstream.origin().substring("http://".length());
        assertEquals(Contract.arrives(capture, authority), Head.of(arrived), capture::toString);
        assertArrayEquals(capture.body(), arrived.body(), capture::toString);
        assertEquals(List.of(), upstream.received(), "nothing else arrives");
    }

    private static void assertAnswered(Capture capture, HttpMessage answer, String head) {
        List<String[]> headers = answer.headers().stream()
                .filter(h -> !h[0].equals("gangway-request-id"))
                .toList();
        assertEquals(head, Head.of("" + answer.status(), headers), capture::toString);
        assertArrayEquals(Answer.BODY, answer.body(), capture::toString);
        assertEquals(1, answer.headers("gangway-request-id").size());
        assertDoesNotThrow(() -> UUID.fromString(answer.header("gangway-request-id")));
    }

    /** The URL of the route as the client knows it. */
    private static String base(Capture capture) {
        return "http://" + capture.header("host") + capture.target().replaceFirst("_passthrough.*", "_passthrough");
    }
}
