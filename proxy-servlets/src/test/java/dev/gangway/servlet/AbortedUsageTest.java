package dev.gangway.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.testing.Bytes;
import dev.gangway.testing.FaultGateway;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawUpstream;
import dev.gangway.testing.WireClient;
import dev.gangway.testing.WireClient.Protocol;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.StringRequestContent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** A stream that breaks off after any of its events leaves one record, with the usage that had been seen. */
class AbortedUsageTest {

    /** An event, and what is known of the usage once it has passed: input and output tokens. */
    private record Event(String text, String usage) {}

    private static final List<Event> ANTHROPIC = List.of(
            new Event(
                    "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"model\":\"c\",\"usage\":"
                            + "{\"input_tokens\":10,\"output_tokens\":1}}}\n\n",
                    "10 1"),
            new Event("event: ping\ndata: {\"type\":\"ping\"}\n\n", "10 1"),
            new Event(
                    "event: content_block_delta\ndata: {\"delta\":{\"text\":\"\\\"output_tokens\\\":7\"}}\n\n", "10 1"),
            new Event(
                    "event: message_delta\ndata: {\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":42}}\n\n",
                    "10 42"),
            new Event("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n", "10 42"));

    private static final List<Event> OPENAI = List.of(
            new Event("data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}],\"usage\":null}\n\n", "none none"),
            new Event("data: {\"choices\":[{\"finish_reason\":\"stop\"}],\"usage\":null}\n\n", "none none"),
            new Event("data: {\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":12}}\n\n", "9 12"),
            new Event("data: [DONE]\n\n", "9 12"));

    private static final List<Event> GEMINI = List.of(
            new Event("data: {\"candidates\":[{}],\"usageMetadata\":{\"promptTokenCount\":5}}\r\n\r\n", "5 none"),
            new Event(
                    "data: {\"candidates\":[{}],\"usageMetadata\":{\"promptTokenCount\":5,\"candidatesTokenCount\":3}}\r\n\r\n",
                    "5 3"),
            new Event(
                    "data: {\"candidates\":[{\"finishReason\":\"STOP\"}],\"usageMetadata\":"
                            + "{\"promptTokenCount\":5,\"candidatesTokenCount\":8}}\r\n\r\n",
                    "5 8"));

    private static final String HEAD = "HTTP/1.1 200 OK\nContent-Type: text/event-stream\nTransfer-Encoding: chunked";

    /** When the client has it, the gateway has seen all before it. */
    private static final String MARK = ": mark\n\n";

    private static RawUpstream upstream;
    private static FaultGateway gateway;
    private static WireClient client;
    private static volatile List<Event> sent = List.of();
    private static volatile boolean fails;

    @BeforeAll
    static void start() throws Exception {
        upstream = RawUpstream.answering(AbortedUsageTest::answer);
        String plain = FaultGateway.routes(upstream.origin(), "timeouts: { idle: 20s }");
        String edited = FaultGateway.routes(upstream.origin(), "include-cost-in-stream: true")
                .replace("provider: openai,", "provider: openai, request-stream-usage: true,")
                .replace("path: /", "path: /edited/");
        gateway = FaultGateway.start(plain + edited.substring(edited.indexOf("  - ")));
        client = new WireClient(Protocol.H2C, gateway.port());
    }

    @AfterAll
    static void stop() throws Exception {
        client.close();
        gateway.closeQuiet();
        upstream.close();
    }

    /** Sends some events; then breaks the connection, or waits for it to be broken. */
    private static boolean answer(HttpMessage request, Socket socket, OutputStream out) throws Exception {
        StringBuilder text = new StringBuilder();
        sent.forEach(event -> text.append(event.text()));
        RawUpstream.write(out, HEAD, Bytes.chunk(Bytes.utf8(text + MARK)));
        if (!fails) {
            assertEquals(-1, socket.getInputStream().read());
        }
        return false;
    }

    private static Stream<Arguments> everyEvent() {
        return Stream.of(
                        Arguments.of("/anthropic/v1/messages", ANTHROPIC),
                        Arguments.of("/openai/v1/chat/completions", OPENAI),
                        Arguments.of("/genai/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse", GEMINI))
                .flatMap(api -> IntStream.rangeClosed(0, ((List<?>) api.get()[1]).size())
                        .boxed()
                        .flatMap(count -> Stream.of(true, false)
                                .map(edits -> Arguments.of(api.get()[0], api.get()[1], count, edits))));
    }

    private static void assertSeen(JsonNode record, List<Event> events, String end) {
        String expected =
                events.isEmpty() ? "none none" : events.get(events.size() - 1).usage();
        JsonNode usage = record.path("usage");
        assertEquals(
                expected,
                usage.path("input_tokens").asString("none") + " "
                        + usage.path("output_tokens").asString("none"));
        assertEquals(end, record.get("end").asString());
        if (!expected.equals("none none")) {
            assertTrue(record.get("usage_partial").booleanValue());
        }
    }

    private static Request request(String target, boolean edits) {
        return client.request("POST", (edits ? "/edited" : "") + target)
                .headers(headers -> headers.put("Content-Type", "application/json"))
                .body(new StringRequestContent("{\"model\":\"gpt-4o-mini\",\"stream\":true}"));
    }

    @ParameterizedTest
    @MethodSource("everyEvent")
    void isSeenWhenTheUpstreamFails(String target, List<Event> events, int count, boolean edits) throws Exception {
        sent = events.subList(0, count);
        fails = true;
        WireClient.Stream stream = client.stream(request(target, edits));
        assertThrows(IOException.class, () -> stream.body().readAllBytes());
        assertSeen(gateway.record(stream.head().header("gangway-request-id")), sent, "upstream-failed");
    }

    @ParameterizedTest
    @MethodSource("everyEvent")
    void isSeenWhenTheClientLeaves(String target, List<Event> events, int count, boolean edits) throws Exception {
        sent = events.subList(0, count);
        fails = false;
        WireClient.Stream stream = client.stream(request(target, edits));
        StringBuilder got = new StringBuilder();
        while (got.indexOf(MARK) < 0) {
            got.append(stream.read(1));
        }
        stream.abort();
        assertSeen(gateway.record(stream.head().header("gangway-request-id")), sent, "client-aborted");
        boolean hides = edits && target.startsWith("/openai");
        assertEquals(count > 0 && !hides, got.indexOf("sage") >= 0, got.toString());
    }
}
