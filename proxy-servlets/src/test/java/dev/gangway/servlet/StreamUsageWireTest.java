package dev.gangway.servlet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.testing.Bytes;
import dev.gangway.testing.FaultGateway;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import dev.gangway.testing.WireClient;
import dev.gangway.testing.WireClient.Protocol;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.Request;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** With {@code request-stream-usage} a client gets the stream that it asked for, to the byte, and the record the usage. */
class StreamUsageWireTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String PLAIN = "{\"model\":\"gpt-4o-mini\",\"stream\":true}";
    private static final String USAGE =
            "{\"prompt_tokens\":9,\"completion_tokens\":12,\"total_tokens\":21,\"prompt_tokens_details\":{\"cached_tokens\":0}}";

    private static RawUpstream upstream;
    private static FaultGateway gateway;
    private static volatile boolean packs;

    @BeforeAll
    static void start() throws Exception {
        upstream = RawUpstream.answering(StreamUsageWireTest::answer);
        gateway = FaultGateway.start("""
                access: { callers: anyone }
                routes:
                  - { path: /on, provider: openai, target: "%1$s", keys: [{ value: k }], request-stream-usage: true }
                  - { path: /packed, provider: openai, target: "%1$s", keys: [{ value: k }], request-stream-usage: true }
                  - { path: /off, provider: openai, target: "%1$s", keys: [{ value: k }] }
                  - { path: /azure, provider: azure, keys: [{ value: k, endpoint: "%1$s" }], request-stream-usage: true }
                  - { path: /own, target: "%1$s/base", api: openai, forward-headers: true, request-stream-usage: true }
                """.formatted(upstream.origin()));
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        upstream.close();
    }

    /** Behaves as OpenAI does: usage only where it is asked for, and then {@code null} in every other chunk. */
    private static boolean answer(HttpMessage request, Socket socket, OutputStream out) throws Exception {
        JsonNode asked = JSON.readTree(request.body());
        boolean stream = asked.path("stream").asBoolean(false);
        boolean usage = asked.at("/stream_options/include_usage").asBoolean(false);
        byte[] body = stream ? stream(usage) : Bytes.utf8("{\"choices\":[],\"usage\":" + USAGE + "}");
        String type = stream ? "text/event-stream; charset=utf-8" : "application/json";
        if (packs) {
            type += "\nContent-Encoding: gzip";
            body = Bytes.gzip(body);
        }
        RawUpstream.write(
                out,
                "HTTP/1.1 200 OK\nContent-Type: " + type + "\nTransfer-Encoding: chunked",
                Bytes.chunked(body, 61));
        return true;
    }

    private static byte[] stream(boolean usage) {
        StringBuilder stream = new StringBuilder();
        String none = usage ? ",\"usage\":null" : "";
        for (String delta :
                new String[] {"{\"role\":\"assistant\"}", "{\"content\":\"\\\"usage\\\":null é☃\"}", "{}"}) {
            String finish = delta.equals("{}") ? "\"stop\"" : "null";
            stream.append("data: {\"id\":\"c-1\",\"model\":\"gpt-4o-mini\",\"choices\":[{\"delta\":" + delta
                    + ",\"finish_reason\":" + finish + "}]" + none + ",\"obfuscation\":\"xyz\"}\n\n");
        }
        if (usage) {
            stream.append("data: {\"id\":\"c-1\",\"model\":\"gpt-4o-mini\",\"choices\":[],\"usage\":" + USAGE
                    + ",\"obfuscation\":\"\"}\n\n");
        }
        return Bytes.utf8(stream + "data: [DONE]\n\n");
    }

    private static HttpMessage post(String target, String headers, byte[] body) throws Exception {
        return RawClient.exchange(
                gateway.port(),
                "POST " + target + " HTTP/1.1\nHost: x\nConnection: close\nContent-Type: application/json\n"
                        + "Accept-Encoding: gzip, br" + headers,
                body);
    }

    private static HttpMessage post(String target, String body) throws Exception {
        byte[] bytes = Bytes.utf8(body);
        return post(target, "\nContent-Length: " + bytes.length, bytes);
    }

    private static void assertHasUsage(JsonNode record) {
        assertEquals(9, record.at("/usage/input_tokens").asInt(), record.toString());
        assertEquals(12, record.at("/usage/output_tokens").asInt());
        assertEquals("stop", record.path("finish").asString());
        assertFalse(record.path("cost_usd").isMissingNode());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /on/v1/chat/completions | {"model":"gpt-4o-mini","stream":true}
            /on/v1/completions?x=1 | { "stream_options" : {"include_usage":false} , "model":"gpt-4o-mini", "stream" : true }
            /on/v1/chat/completions | {"model":"gpt-4o-mini","n":1.50,"stream_options":{},"stream":true,"x":"é"}
            /azure/openai/deployments/gpt-4o-mini/chat/completions?api-version=1 | {"stream":true,"stream_options":null}
            /azure/openai/v1/chat/completions | {"model":"gpt-4o-mini","stream":true}
            /own/v1/chat/completions | {"model":"gpt-4o-mini","stream":true}
            """)
    void hidesWhatTheClientDidNotAskFor(String target, String body) throws Exception {
        HttpMessage answer = post(target, body);

        assertArrayEquals(stream(false), answer.body());
        HttpMessage sent = upstream.take();
        assertTrue(
                JSON.readTree(sent.body()).at("/stream_options/include_usage").booleanValue());
        assertEquals(String.valueOf(sent.body().length), sent.header("content-length"));
        assertEquals("identity", sent.header("accept-encoding"));
        JsonNode record = gateway.record(answer.header("gangway-request-id"));
        assertEquals(9, record.at("/usage/input_tokens").asInt(), record.toString());
        assertEquals(12, record.at("/usage/output_tokens").asInt());
        assertEquals(
                body.getBytes(StandardCharsets.UTF_8).length,
                record.get("bytes_in").asInt());
        assertEquals(answer.body().length, record.get("bytes_out").asInt());
        assertEquals("complete", record.get("end").asString());
    }

    @ParameterizedTest
    @CsvSource({"HTTP1, true", "HTTP1, false", "H2C, true", "H2C, false"})
    void hidesItWhateverTheProtocol(Protocol protocol, boolean length) throws Exception {
        try (WireClient client = new WireClient(protocol, gateway.port())) {
            byte[] body = Bytes.utf8(" ".repeat(70_000) + PLAIN);
            Request request = client.request("POST", "/on/v1/chat/completions")
                    .headers(headers -> headers.put("Content-Type", "application/json"));
            request.body(length ? new BytesRequestContent(body) : new Chunked(body));
            HttpMessage answer = client.exchange(request);
            assertArrayEquals(stream(false), answer.body());
            byte[] sent = upstream.take().body();
            assertEquals(
                    " ".repeat(70_000) + PLAIN.replace("{", "{\"stream_options\":{\"include_usage\":true},"),
                    new String(sent, StandardCharsets.UTF_8));
            assertHasUsage(gateway.record(answer.header("gangway-request-id")));
        }
    }

    /** Says no length. */
    private static final class Chunked extends BytesRequestContent {
        Chunked(byte[] bytes) {
            super(bytes);
        }

        @Override
        public long getLength() {
            return -1;
        }
    }

    @Test
    void leavesAStreamWhoseClientAsked() throws Exception {
        String body = "{\"stream_options\":{\"include_usage\":true}, \"model\":\"gpt-4o-mini\",\"stream\":true}";
        HttpMessage answer = post("/on/v1/chat/completions", body);
        assertArrayEquals(stream(true), answer.body());
        HttpMessage sent = upstream.take();
        assertEquals(body, sent.text());
        assertEquals("gzip, br", sent.header("accept-encoding"));
        assertHasUsage(gateway.record(answer.header("gangway-request-id")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /on/v1/chat/completions | {"model":"gpt-4o-mini"}
            /on/v1/chat/completions | {"model":"gpt-4o-mini","stream":false}
            /on/v1/responses | {"model":"gpt-4o-mini","stream":true}
            """)
    void leavesEverythingElse(String target, String body) throws Exception {
        HttpMessage answer = post(target, body);
        HttpMessage sent = upstream.take();
        assertEquals(body, sent.text());
        assertEquals("gzip, br", sent.header("accept-encoding"));
        boolean stream = body.contains("true");
        assertArrayEquals(
                stream ? stream(false) : Bytes.utf8("{\"choices\":[],\"usage\":" + USAGE + "}"), answer.body());
        gateway.record(answer.header("gangway-request-id"));
    }

    /** Too long to be held: passes as it is, and its usage stays unknown. */
    @Test
    void leavesALongBody() throws Exception {
        byte[] long1 = Bytes.utf8(PLAIN.replace("{", "{" + " ".repeat(StreamUsage.MOST)));
        for (String framing : new String[] {"\nContent-Length: " + long1.length, "\nTransfer-Encoding: chunked"}) {
            boolean chunked = framing.endsWith("chunked");
            HttpMessage answer =
                    post("/on/v1/chat/completions", framing, chunked ? Bytes.chunked(long1, 100_000) : long1);
            assertArrayEquals(stream(false), answer.body());
            assertArrayEquals(long1, upstream.take().body());
            JsonNode record = gateway.record(answer.header("gangway-request-id"));
            assertTrue(record.path("usage").isMissingNode());
            assertEquals("gpt-4o-mini", record.get("request_model").asString());
        }
        assertEquals(1, warnings("Route /on: request-stream-usage left a request as it was"));
    }

    /** Compressed all the same: the client can read it, the gateway cannot edit it. */
    @Test
    void leavesACompressedStream() throws Exception {
        packs = true;
        try {
            HttpMessage answer = post("/packed/v1/chat/completions", PLAIN);
            assertArrayEquals(stream(true), Bytes.gunzip(answer.body()));
            assertEquals("identity", upstream.take().header("accept-encoding"));
            assertHasUsage(gateway.record(answer.header("gangway-request-id")));
        } finally {
            packs = false;
        }
        assertEquals(1, warnings("Route /packed: the upstream compresses streams"));
    }

    @Test
    void namesTheOptionOnceWhereItIsOff() throws Exception {
        for (int i = 0; i < 3; i++) {
            HttpMessage answer = post("/off/v1/chat/completions", PLAIN);
            assertArrayEquals(stream(false), answer.body());
            assertEquals(PLAIN, upstream.take().text());
            JsonNode record = gateway.record(answer.header("gangway-request-id"));
            assertTrue(record.path("usage").isMissingNode());
            assertNull(record.get("cost_usd"));
        }
        assertEquals(1, warnings("Route /off: .*request-stream-usage: true"));
        assertEquals(0, warnings("Route /on: its streams"));
    }

    private static long warnings(String message) {
        Pattern pattern = Pattern.compile("WARN .*" + message);
        return gateway.log()
                .lines()
                .filter(line -> pattern.matcher(line).find())
                .count();
    }
}
