package dev.gangway.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.testing.Bytes;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import dev.gangway.testing.TestGateway;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.CustomRequestLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The host's own request log prints what the gateway knows of an exchange, however the exchange ends. */
class RequestLogTest {

    private static final String ANSWER = "{\"id\":\"c\",\"model\":\"gpt-4o-2024-08-06\",\"choices\":[],"
            + "\"usage\":{\"prompt_tokens\":1000,\"completion_tokens\":500}}";
    private static final String FORMAT = "%s route=%{gangway.route}attr provider=%{gangway.provider}attr"
            + " key=%{gangway.key}attr caller=%{gangway.caller}attr operation=%{gangway.operation}attr"
            + " model=%{gangway.model}attr in=%{gangway.input_tokens}attr out=%{gangway.output_tokens}attr"
            + " usd=%{gangway.cost_usd}attr error=%{gangway.error}attr end=%{gangway.end}attr";

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private RawUpstream upstream;
    private TestGateway gateway;

    @BeforeEach
    void start() throws Exception {
        upstream = RawUpstream.answering(
                "HTTP/1.1 200 OK\nContent-Type: application/json\nContent-Length: " + ANSWER.length(),
                Bytes.utf8(ANSWER));
        gateway = TestGateway.start("""
                access: { callers: keys, keys: [{ name: alice, value: gk }] }
                routes: [{ path: /o, provider: openai, target: "%s", keys: [{ name: main, value: k }] }]
                """.formatted(upstream.origin()));
        log(FORMAT);
    }

    private void log(String format) throws Exception {
        CustomRequestLog log = new CustomRequestLog(lines::add, format);
        gateway.server().setRequestLog(log);
        log.start();
    }

    @AfterEach
    void stop() {
        gateway.close();
        upstream.close();
    }

    private String line() throws InterruptedException {
        String line = lines.poll(10, TimeUnit.SECONDS);
        return String.valueOf(line);
    }

    private HttpMessage chat(String model) throws Exception {
        byte[] body = Bytes.utf8("{\"model\":\"" + model + "\",\"messages\":[]}");
        String head = "POST /o/v1/chat/completions HTTP/1.1\nHost: localhost\nAuthorization: Bearer gk\n"
                + "Content-Type: application/json\nContent-Length: " + body.length;
        return RawClient.exchange(gateway.port(), head, body);
    }

    @Test
    void anAnswer() throws Exception {
        assertEquals(200, chat("gpt-4o").status());
        assertEquals(
                "200 route=/o provider=openai key=main caller=alice operation=openai.chat model=gpt-4o in=1000 out=500"
                        + " usd=0.0075 error=- end=complete",
                line());
    }

    @Test
    void aStream() throws Exception {
        String events = "data: {\"model\":\"gpt-4o\",\"choices\":[]}\n\n"
                + "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":20}}\n\ndata: [DONE]\n\n";
        upstream.answer((request, socket, out) -> {
            RawUpstream.write(
                    out, "HTTP/1.1 200 OK\nContent-Type: text/event-stream\nConnection: close", Bytes.utf8(events));
            return false;
        });
        log("%{gangway.input_tokens}attr %{gangway.output_tokens}attr %{gangway.end}attr %{gangway.request_id}attr"
                + " %{gangway.ttfb_ms}attr");
        HttpMessage answer = chat("gpt-4o");
        assertEquals(events, answer.text());
        String line = line();
        String expected = "10 20 complete " + answer.header("gangway-request-id") + " ";
        assertTrue(
                line.startsWith(expected) && line.substring(expected.length()).matches("\\d+"), line);
    }

    @Test
    void aRefusal() throws Exception {
        RawClient.exchange(
                gateway.port(), "GET /nowhere HTTP/1.1\nHost: localhost\nAuthorization: Bearer gk", new byte[0]);
        assertEquals(
                "404 route=- provider=- key=- caller=alice operation=- model=- in=- out=- usd=- error=no-route"
                        + " end=rejected",
                line());
    }

    @Test
    void anUpstreamThatIsGone() throws Exception {
        upstream.close();
        assertEquals(502, chat("gpt-4o").status());
        String line = line();
        assertTrue(line.startsWith("502 route=/o provider=openai key=main"), line);
        assertTrue(line.endsWith("error=upstream-unreachable end=upstream-failed"), line);
    }

    /** What a client calls its model cannot make a line or a field of its own. */
    @ParameterizedTest
    @ValueSource(strings = {"a b", "a\\nb", "a\\u0022b", "a\\\\b", "a\\u0085b", "a\\u2028b"})
    void noModelForgesTheLog(String model) throws Exception {
        log("%{gangway.model}attr");
        assertEquals(200, chat(model).status());
        assertEquals("a_b", line());
    }
}
