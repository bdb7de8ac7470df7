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
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The record of an exchange over real sockets says what it cost, and a route can refuse what has no price. */
class CostWireTest {

    private static final String CHAT = "{\"id\":\"chatcmpl-1\",\"model\":\"gpt-4o-2024-08-06\",\"choices\":[],"
            + "\"usage\":{\"prompt_tokens\":1000,\"completion_tokens\":100,"
            + "\"prompt_tokens_details\":{\"cached_tokens\":400}}}";
    private static final String RESPONSE =
            "{\"id\":\"resp_7\",\"model\":\"gpt-4o\",\"status\":\"completed\",\"output\":[],"
                    + "\"usage\":{\"input_tokens\":1000,\"output_tokens\":100}}";

    private static final String STREAM = """
            event: message_start
            data: {"type":"message_start","message":{"id":"msg_1","model":"claude-opus-5","usage":{"input_tokens":1000,\
            "cache_read_input_tokens":2000,"cache_creation_input_tokens":3000,"cache_creation":{\
            "ephemeral_1h_input_tokens":2000},"output_tokens":1,"service_tier":"standard","inference_geo":"us"}}}

            event: message_delta
            data: {"type":"message_delta","usage":{"output_tokens":1000}}

            """;
    private static final String GEMINI = "{\"candidates\":[],\"modelVersion\":\"gemini-2.5-pro\",\"usageMetadata\":{"
            + "\"promptTokenCount\":250000,\"cachedContentTokenCount\":50000,\"candidatesTokenCount\":400,"
            + "\"thoughtsTokenCount\":600,\"trafficType\":\"ON_DEMAND\"}}";

    private static final String RESULT =
            "{\"custom_id\":\"N\",\"result\":{\"message\":{\"id\":\"msg_b_N\",\"model\":\"claude-opus-5\",\"usage\":{"
                    + "\"input_tokens\":1000,\"output_tokens\":100,\"service_tier\":\"batch\"}}}}\n";

    private static final Map<String, String> ANSWERS = new ConcurrentHashMap<>(Map.of(
            "/v1/chat/completions",
            CHAT,
            "/v1/messages/count_tokens",
            "{\"input_tokens\":12}",
            "/v1/messages",
            STREAM,
            "/v1beta/models/gemini-2.5-pro:generateContent",
            GEMINI,
            "/v1/responses/resp_7",
            RESPONSE,
            "/v1/responses",
            RESPONSE.replace("resp_7", "resp_9"),
            "/v1/responses/resp_9",
            RESPONSE.replace("resp_7", "resp_9"),
            "/v1/responses/resp_8",
            RESPONSE.replace("resp_7", "resp_8"),
            "/v1/messages/batches/b1/results",
            RESULT.replace("N", "1") + RESULT.replace("N", "2"),
            "/v1/models",
            "{\"data\":[]}"));

    private static RawUpstream upstream;
    private static FaultGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        upstream = RawUpstream.answering(CostWireTest::answer);
        gateway = FaultGateway.start("""
                access: { callers: anyone }
                prices:
                  aliases: { my-dep: azure/gpt-4o }
                  deployments: { reserved: { prepaid: true } }
                routes:
                  - { path: /plain, provider: openai, target: "%1$s", keys: [{ value: k }] }
                  - { path: /anthropic, provider: anthropic, target: "%1$s", keys: [{ value: k }] }
                  - { path: /genai, provider: genai, target: "%1$s", keys: [{ value: k }] }
                  - { path: /flat, provider: openai, target: "%1$s", keys: [{ value: k }], cost-per-request: 0.0250 }
                  - { path: /trusted, provider: openai, target: "%1$s", keys: [{ value: k }], trust-upstream-cost: true }
                  - { path: /strict, provider: openai, target: "%1$s", keys: [{ value: k }], require-price: true }
                  - { path: /strict-anthropic, provider: anthropic, target: "%1$s", keys: [{ value: k }], require-price: true }
                  - { path: /strict-azure, provider: azure, keys: [{ value: k, endpoint: "%1$s", api-version: "2024-10-21" }], require-price: true }
                """.formatted(upstream.origin()));
    }

    private static boolean answer(HttpMessage request, Socket socket, java.io.OutputStream out) throws Exception {
        String path = request.target();
        boolean cut = "cut".equals(request.header("user-agent"));
        String body = ANSWERS.getOrDefault(path, path.contains("deployments") ? CHAT : "{}");
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String status = "fails".equals(request.header("user-agent")) ? "500 Oops" : "200 OK";
        RawUpstream.write(
                out,
                "HTTP/1.1 " + status
                        + "\nContent-Type: " + (body.startsWith("event:") ? "text/event-stream" : "application/json")
                        + "\nx-litellm-response-cost: 0.000123\nContent-Length: "
                        + (bytes.length + (cut ? 10 : 0)),
                bytes);
        return !cut;
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.closeQuiet();
        upstream.close();
    }

    private static HttpMessage send(String head, String type, byte[] body) throws Exception {
        return RawClient.exchange(
                gateway.port(),
                head + "\nHost: x\nConnection: close\nContent-Type: " + type + "\nContent-Length: " + body.length,
                body);
    }

    private static HttpMessage send(String head, String json) throws Exception {
        return send(head, "application/json", Bytes.utf8(json));
    }

    private static JsonNode record(HttpMessage answer) throws Exception {
        return gateway.record(answer.header("gangway-request-id"));
    }

    /** Of azure/gpt-4o a million tokens cost 2.5, 1.25 and 10; of gpt-4o-2024-08-06 the same. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # request                                                    | cost_usd | price             | by hand
            POST /plain/v1/chat/completions HTTP/1.1                     | 0.003    | gpt-4o-2024-08-06 | 600*2.5 + 400*1.25 + 100*10 = 1500 + 500 + 1000
            POST /anthropic/v1/messages HTTP/1.1                         | 0.062975 | claude-opus-5     | (1000*5 + 2000*0.5 + 1000*6.25 + 2000*10 + 1000*25) * 1.1
            POST /genai/v1beta/models/gemini-2.5-pro:generateContent HTTP/1.1 | 0.5275 | gemini/gemini-2.5-pro | 200000*2.5 + 50000*0.25 + 1000*15
            GET /plain/v1/models HTTP/1.1                                | 0        | not-billable      |
            POST /anthropic/v1/messages/count_tokens HTTP/1.1            | 0        | not-billable      |
            POST /flat/v1/chat/completions HTTP/1.1                      | 0.0250   | cost-per-request  |
            POST /trusted/v1/chat/completions HTTP/1.1                   | 0.000123 | upstream          |
            POST /strict-azure/openai/deployments/my-dep/chat/completions HTTP/1.1   | 0.003 | azure/gpt-4o | the same
            POST /strict-azure/openai/deployments/reserved/chat/completions HTTP/1.1 | 0     | prepaid      |
            POST /plain/v1/unheard-of HTTP/1.1                           | none     | none              |
            """)
    void isRecorded(String request, String usd, String price, String byHand) throws Exception {
        JsonNode record = record(send(request, "{\"model\":\"gpt-4o\"}"));

        assertEquals(usd, record.path("cost_usd").asString("none"), record::toString);
        assertEquals(price, record.path("price").asString("none"));
        assertTrue(record.path("cost_usd").isMissingNode()
                || record.path("cost_usd").isString());
    }

    @Test
    void failureCostsNothingThatIsKnown() throws Exception {
        JsonNode record = record(send("POST /flat/v1/chat/completions HTTP/1.1\nUser-Agent: fails", "{}"));

        assertEquals(500, record.path("status").asInt());
        assertFalse(record.has("cost_usd"));
        assertFalse(record.has("price"));
    }

    /** The record of an exchange whose answer breaks off before its end. */
    private static JsonNode cut(String request) throws Exception {
        try (RawClient client = new RawClient(gateway.port())) {
            client.send(request + "\nHost: x\nUser-Agent: cut\nContent-Length: 2", Bytes.utf8("{}"));
            String answer = new String(client.in().readAllBytes(), StandardCharsets.ISO_8859_1);
            String id = answer.lines()
                    .filter(line -> line.startsWith("gangway-request-id: "))
                    .findFirst()
                    .orElseThrow();
            return gateway.record(id.substring(id.indexOf(' ') + 1));
        }
    }

    @Test
    void isOfWhatWasSeenWhereTheAnswerWasCut() throws Exception {
        JsonNode record = cut("POST /plain/v1/chat/completions HTTP/1.1");

        assertTrue(record.path("usage_partial").asBoolean());
        assertEquals("0.003", record.path("cost_usd").asString());
    }

    /** Else it would be billed twice, or the rest of it never. */
    @Test
    void isNotOfAHalfThatWillBeFetchedAgain() throws Exception {
        JsonNode half = cut("GET /plain/v1/responses/resp_8 HTTP/1.1");
        JsonNode whole = record(send("GET /plain/v1/responses/resp_8 HTTP/1.1", ""));

        assertTrue(half.path("usage_partial").asBoolean());
        assertFalse(half.has("cost_usd"), half::toString);
        assertEquals("0.0035", whole.path("cost_usd").asString());
    }

    /** Both results at the batch's price, 2.5 and 12.5 a million: 2000*2.5 + 200*12.5 = 5000 + 2500. */
    @Test
    void isOfAllResultsOfABatch() throws Exception {
        JsonNode first = record(send("GET /anthropic/v1/messages/batches/b1/results HTTP/1.1", ""));
        JsonNode again = record(send("GET /anthropic/v1/messages/batches/b1/results HTTP/1.1", ""));

        assertEquals("0.0075", first.path("cost_usd").asString("none"), first::toString);
        assertEquals("repeat", again.path("price").asString());
    }

    @Test
    void isBilledOnceHoweverOftenItIsPolled() throws Exception {
        JsonNode first = record(send("GET /plain/v1/responses/resp_7 HTTP/1.1", ""));
        JsonNode second = record(send("GET /plain/v1/responses/resp_7 HTTP/1.1", ""));

        JsonNode made = record(send("POST /plain/v1/responses HTTP/1.1", "{}"));
        JsonNode fetched = record(send("GET /plain/v1/responses/resp_9 HTTP/1.1", ""));

        assertEquals("0.0035", first.path("cost_usd").asString());
        assertEquals("0.0035", made.path("cost_usd").asString());
        assertEquals("repeat", fetched.path("price").asString());
        assertEquals("0", second.path("cost_usd").asString());
        assertEquals("repeat", second.path("price").asString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # path                                               | content type                   | body
            /strict/v1/chat/completions                          | application/json               | {"model":"gpt-4o","messages":[]}
            /strict/v1/chat/completions                          | application/json               | {"messages":["LARGE"],"model":"gpt-4o"}
            /strict/v1/audio/transcriptions                      | multipart/form-data; boundary=b | FORM
            /strict/v1/files                                     | application/json               | {}
            /strict-anthropic/v1/messages/count_tokens           | application/json               | {"model":"unheard-of"}
            """)
    void whatHasAPriceOrNeedsNonePasses(String path, String type, String body) throws Exception {
        byte[] bytes = bytes(body, 40_000);
        HttpMessage answer = send("POST " + path + " HTTP/1.1", type, bytes);

        assertEquals(200, answer.status(), answer::text);
        HttpMessage passed = upstream.take();
        while (!passed.target().equals(path.replaceFirst("/[a-z-]+", ""))) {
            passed = upstream.take();
        }
        assertArrayEquals(bytes, passed.body());
    }

    private static byte[] bytes(String body, int large) {
        String form = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nLARGE"
                + "\r\n--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nwhisper-1\r\n--b--\r\n";
        return Bytes.utf8(body.replace("FORM", form).replace("LARGE", "x".repeat(large)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # path                                               | body                                        | answer holds
            /strict/v1/chat/completions                          | {"model":"my-own"}                          | "code":"unpriced-model"
            /strict/v1/chat/completions                          | {"messages":[]}                             | name no model
            /strict/v1/chat/completions                          | {"messages":["LARGE"],"model":"gpt-4o"}     | first 64 KiB
            /strict-anthropic/v1/messages                        | {"model":"my-own"}                          | {"type":"error","error":{"type":"permission_error"
            /strict-azure/openai/deployments/other/chat/completions | {}                                       | other has none
            """)
    void whatHasNoneIsRefused(String path, String body, String part) throws Exception {
        HttpMessage answer = send("POST " + path + "?never=sent HTTP/1.1", "application/json", bytes(body, 70_000));

        assertEquals(403, answer.status());
        assertEquals("unpriced-model", answer.header("gangway-error"));
        assertEquals("false", answer.header("x-should-retry"));
        assertTrue(answer.text().contains(part), answer::text);
        assertEquals("unpriced-model", record(answer).path("error").asString());
        send("POST /plain/v1/marker HTTP/1.1", "{}");
        HttpMessage next = upstream.take();
        while (!next.target().equals("/v1/marker")) {
            assertFalse(next.target().contains("never=sent"), "it went upstream");
            next = upstream.take();
        }
    }
}
