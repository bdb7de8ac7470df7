package dev.gangway.servlet;

import static dev.gangway.testing.ContainerLimit.spelled;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.gangway.testing.Bytes;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import dev.gangway.testing.TestGateway;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The one edit of a body: a batch's {@code results_url} leads back to the gateway, and no other byte is touched. */
class WireResultsUrlTest {

    private static final String BATCHES = "/anthropic_passthrough/v1/messages/batches";
    private static final String GATEWAY = "http://gw.example:8080/anthropic_passthrough";
    private static final String JSON = "Content-Type: application/json";

    private static RawUpstream upstream;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        upstream = RawUpstream.answering("HTTP/1.1 500 unset\nContent-Length: 0", new byte[0]);
        gateway = TestGateway.start(TestGateway.fourRoutes(upstream.origin()));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        upstream.close();
    }

    private static HttpMessage answered(String method, String path, String headers, byte[] body) throws Exception {
        upstream.answer((request, socket, out) -> {
            boolean head = request.method().equals("HEAD");
            RawUpstream.write(
                    out, "HTTP/1.1 200 OK\n" + headers + "\nContent-Length: " + body.length, head ? new byte[0] : body);
            return true;
        });
        HttpMessage response = RawClient.exchange(
                gateway.port(),
                method + " " + path + " HTTP/1.1\nHost: gw.example:8080\nAccept-Encoding: gzip, br\nConnection: close",
                new byte[0]);
        if (!method.equals("HEAD")) {
            assertEquals(String.valueOf(response.body().length), response.header("content-length"));
        }
        return response;
    }

    /** {@code {U}} is the upstream's origin, {@code {u}} the same with escaped slashes. */
    private static byte[] document(String text) {
        String origin = upstream.origin();
        return text.replace("{U}", origin)
                .replace("{u}", origin.replace("/", "\\/"))
                .getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"b\",\"results_url\":\"{U}/v1/messages/batches/b/results\"}",
                "{\"results_url\":\"{U}/v1/messages/batches/b/results?a=1&b=%2F\"}",
                "{\"data\":[{\"results_url\":\"{U}/v1/a\"},{\"results_url\":null},{\"results_url\":\"{U}/v1/b\"}]}",
                "  {\r\n\t\"é☃\uD83D\uDE00\" : \"\\u00e9\\/\", \"results_url\" :\t\"{U}/v1/é\" , \"n\": 1.50e+3 }\n",
                "{\"x\":\"results_url\",\"y\":\"{U}/v1/kept\",\"results_url\":\"{U}/v1/b\",\"request_counts\":{}}",
                "{\"results_url\":\"https://other.example/v1/b\",\"a\":{\"results_url\":\"{U}/v1/b\"}}",
            })
    void leadsBackToTheGateway(String text) throws Exception {
        HttpMessage response = answered("GET", BATCHES, JSON, document(text));
        String expected = text.replace("_url\":\"{U}", "_url\":\"" + GATEWAY)
                .replace("_url\" :\t\"{U}", "_url\" :\t\"" + GATEWAY);
        assertEquals(new String(document(expected), StandardCharsets.UTF_8), response.text());
        assertEquals("identity", upstream.take().header("accept-encoding"));
    }

    @Test
    void readsEscapedSlashes() throws Exception {
        byte[] body = document("{\"results_url\":\"{u}\\/v1\\/messages\\/batches\\/b\\/results\",\"k\":\"a\\/b\"}");
        HttpMessage response = answered("GET", BATCHES + "/b", JSON, body);
        assertEquals(
                "{\"results_url\":\"" + GATEWAY + "/v1/messages/batches/b/results\",\"k\":\"a\\/b\"}", response.text());
        upstream.take();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"results_url\":\"https:\\/\\/other.example\\/v1\\/b\\u0061\"}",
                "{\"results_url\":\"{U}0/v1/b\"}",
                "{\"results_url\":null}",
                "{\"results_url\":17}",
                "{\"results_url\":{\"url\":\"{U}/v1\"}}",
                "{\"other_url\":\"{U}/v1\"}",
                "[\"results_url\",\"{U}/v1\"]",
                "{\"results_url\":\"{U}/v1\"",
                "{\"results_url\":\"{U}/v1\"} trailing",
                "not JSON: \"results_url\":\"{U}/v1\"",
                "",
            })
    void leavesEverythingElseAsItIs(String text) throws Exception {
        byte[] body = document(text);
        assertArrayEquals(body, answered("GET", BATCHES, JSON, body).body());
        upstream.take();
    }

    /** Behind a byte order mark, offsets are not what they seem. */
    @Test
    void countsAByteOrderMark() throws Exception {
        HttpMessage response = answered("GET", BATCHES, JSON, document("\uFEFF{\"results_url\":\"{U}/v1/b\",\"a\":1}"));
        assertEquals("\uFEFF{\"results_url\":\"" + GATEWAY + "/v1/b\",\"a\":1}", response.text());
        upstream.take();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "GET; /anthropic_passthrough/v1/messages/batches; Content-Type: text/plain",
                "GET; /anthropic_passthrough/v1/messages/batches/b/results; Content-Type: application/json",
                "GET; /anthropic_passthrough/v1/messages; Content-Type: application/json",
                "GET; /anthropic_passthrough/v1/messages/batchesque; Content-Type: application/json",
                "GET; /openai_passthrough/v1/messages/batches; Content-Type: application/json",
            })
    void editsNothingElsewhere(String method, String path, String header) throws Exception {
        byte[] body = document("{\"results_url\":\"{U}/v1/b\"}");
        assertArrayEquals(body, answered(method, path, header, body).body());
        boolean asked = path.endsWith("batches") && path.startsWith("/anthropic");
        assertEquals(asked ? "identity" : "gzip, br", upstream.take().header("accept-encoding"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "POST; /anthropic_passthrough/v1/messages/batches; Content-Type: application/json",
                "POST; /anthropic_passthrough/v1/messages/batches/b/cancel; content-type: Application/JSON; charset=utf-8",
                "GET; /anthropic_passthrough/v1/messages/batches/b?x=1; Content-Type: application/json",
            })
    void editsEveryAnswerThatHoldsABatch(String method, String path, String header) throws Exception {
        HttpMessage response = answered(method, path, header, document("{\"results_url\":\"{U}/v1/b\"}"));
        assertEquals("{\"results_url\":\"" + GATEWAY + "/v1/b\"}", response.text());
        assertEquals(spelled(header.split(": ", 2)[1]), spelled(response.header("content-type")));
        upstream.take();
    }

    @Test
    void leavesAPackedAnswerPacked() throws Exception {
        byte[] body = Bytes.gzip(document("{\"results_url\":\"{U}/v1/b\"}"));
        HttpMessage response = answered("GET", BATCHES, JSON + "\nContent-Encoding: gzip", body);
        assertArrayEquals(body, response.body());
        assertEquals("gzip", response.header("content-encoding"));
        upstream.take();
    }

    @Test
    void editsALongListInChunks() throws Exception {
        String entry = "{\"id\":\"" + "x".repeat(1000) + "\",\"results_url\":\"{U}/v1/messages/batches/b/results\"}";
        byte[] body = document("[" + (entry + ",").repeat(999) + entry + "]");
        upstream.answer((request, socket, out) -> {
            RawUpstream.write(
                    out, "HTTP/1.1 200 OK\n" + JSON + "\nTransfer-Encoding: chunked", Bytes.chunked(body, 777));
            return true;
        });
        HttpMessage response = RawClient.exchange(
                gateway.port(), "GET " + BATCHES + " HTTP/1.1\nHost: gw.example:8080\nConnection: close", new byte[0]);
        assertEquals(new String(body, StandardCharsets.UTF_8).replace(upstream.origin(), GATEWAY), response.text());
        assertNull(response.header("transfer-encoding"));
        assertEquals(String.valueOf(response.body().length), response.header("content-length"));
        upstream.take();
    }

    @Test
    void answersHead() throws Exception {
        HttpMessage response = answered("HEAD", BATCHES, JSON, document("{\"results_url\":\"{U}/v1/b\"}"));
        assertEquals(200, response.status());
        assertEquals(0, response.body().length);
        upstream.take();
    }
}
