package dev.gangway.provider.genai;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.testing.Bytes;
import dev.gangway.testing.CapturedLog;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import dev.gangway.testing.TestGateway;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Verifies at the wire what Vertex gets: Claude's calls with what they cost, projects, hosts, live sessions and uploads. */
class VertexWireTest {

    private static final String CLAUDE = "/v1/projects/my-project/locations/us-east5/publishers/anthropic/models/";
    private static final String MODEL = "claude-sonnet-4-5@20250929";
    private static final String MESSAGE =
            "{\"anthropic_version\":\"vertex-2023-10-16\",\"max_tokens\":9,\"messages\":[]}";
    private static final String USAGE = "\"usage\":{\"input_tokens\":1000,\"output_tokens\":200}";
    private static final String START =
            "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"m1\","
                    + "\"model\":\"claude-sonnet-4-5-20250929\",\"usage\":{\"input_tokens\":1000,\"output_tokens\":1}}}\n\n";
    private static final String END =
            "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":"
                    + "\"end_turn\"},\"usage\":{\"output_tokens\":200}}\n\nevent: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";

    private RawUpstream vertex;
    private RawUpstream gemini;
    private TestGateway gateway;

    @BeforeEach
    void start() throws Exception {
        vertex = RawUpstream.answering("HTTP/1.1 200 OK\nContent-Length: 0", new byte[0]);
        gemini = RawUpstream.answering("HTTP/1.1 200 OK\nContent-Length: 0", new byte[0]);
        gateway = TestGateway.start("""
                access: { callers: anyone }
                routes:
                  - path: /genai
                    provider: genai
                    target: %s
                    keys: [{ name: g, value: gemini-key }]
                    vertex: { project: my-project, location: us-central1, target: "%2$s", keys: [{ name: v, access-token: t }] }
                  - path: /listed
                    provider: genai
                    target: %1$s
                    keys: [{ name: g, value: gemini-key }]
                    vertex: { project: my-project, projects: [other-project], target: "%2$s", keys: [{ name: v, access-token: t }] }
                  - path: /express
                    provider: genai
                    vertex: { target: "%2$s", keys: [{ name: v, value: express-key }] }
                """.formatted(gemini.origin(), vertex.origin()));
    }

    @AfterEach
    void stop() {
        gateway.close();
        vertex.close();
        gemini.close();
    }

    private HttpMessage send(String line, String headers, String body) throws Exception {
        String more = headers.isEmpty() ? "" : "\n" + headers;
        return RawClient.exchange(
                gateway.port(),
                line + " HTTP/1.1\nHost: localhost\nConnection: close\nContent-Type: application/json\nContent-Length: "
                        + body.length() + more,
                Bytes.utf8(body));
    }

    private static RawUpstream.Answer json(String body) {
        return (request, socket, out) -> {
            RawUpstream.write(
                    out,
                    "HTTP/1.1 200 OK\nContent-Type: application/json\nContent-Length: " + body.length(),
                    Bytes.utf8(body));
            return true;
        };
    }

    private HttpMessage claude(String target, String body) throws Exception {
        HttpMessage answer = send(
                "POST /genai" + target,
                "Authorization: Bearer ya29.clients\nanthropic-beta: b1, b2\nx-api-key: c",
                body);
        assertEquals(200, answer.status(), answer::text);
        HttpMessage arrived = vertex.take();
        assertEquals("POST " + target + " HTTP/1.1", arrived.startLine());
        assertEquals(List.of("Bearer t"), arrived.headers("authorization"));
        assertEquals("b1, b2", arrived.header("anthropic-beta"));
        assertNull(arrived.header("x-api-key"));
        assertNull(arrived.header("anthropic-version"));
        assertEquals(body, arrived.text());
        return answer;
    }

    /** 1,000 tokens at 3 dollars and 200 at 15 dollars a million, and a tenth more for a regional endpoint. */
    private static void assertBilled(String record, String stream) {
        assertTrue(record.contains("\"provider\":\"vertex\""), record);
        assertTrue(record.contains("\"operation\":\"anthropic.messages\""), record);
        assertTrue(record.contains("\"request_model\":\"" + MODEL + "\""), record);
        assertTrue(record.contains("\"response_model\":\"claude-sonnet-4-5-20250929\""), record);
        assertTrue(record.contains("\"stream\":" + stream), record);
        assertTrue(record.contains("\"input_tokens\":1000,\"output_tokens\":200"), record);
        assertTrue(record.contains("\"cost_usd\":\"0.0066\",\"price\":\"vertex_ai/" + MODEL + "\""), record);
    }

    @Test
    void claudesAnswerIsBilled() throws Exception {
        String answer = "{\"id\":\"m1\",\"type\":\"message\",\"model\":\"claude-sonnet-4-5-20250929\"," + USAGE + "}";
        vertex.answer(json(answer));
        try (CapturedLog log = new CapturedLog()) {
            assertEquals(answer, claude(CLAUDE + MODEL + ":rawPredict", MESSAGE).text());

            assertBilled(log.line("\"operation\":\"anthropic.messages\""), "false");
        }
    }

    /** Each event is with the client before Vertex writes the next. */
    @Test
    void claudesStreamComesAsItIsWrittenAndIsBilled() throws Exception {
        Semaphore seen = new Semaphore(0);
        vertex.answer((request, socket, out) -> {
            RawUpstream.write(
                    out,
                    "HTTP/1.1 200 OK\nContent-Type: text/event-stream; charset=utf-8\nContent-Length: "
                            + (START.length() + END.length()),
                    Bytes.utf8(START));
            seen.acquire();
            out.write(Bytes.utf8(END));
            out.flush();
            return true;
        });
        String body = MESSAGE.replace("{\"anth", "{\"stream\":true,\"anth");
        try (CapturedLog log = new CapturedLog();
                RawClient client = new RawClient(gateway.port())) {
            client.send(
                    "POST /genai" + CLAUDE + MODEL
                            + ":streamRawPredict HTTP/1.1\nHost: x\nContent-Type: application/json"
                            + "\nContent-Length: " + body.length(),
                    Bytes.utf8(body));
            assertEquals(200, client.receive(true).status());
            assertArrayEquals(Bytes.utf8(START), client.in().readNBytes(START.length()));
            seen.release();
            assertArrayEquals(Bytes.utf8(END), client.in().readNBytes(END.length()));

            assertBilled(log.line("\"operation\":\"anthropic.messages\""), "true");
        }
    }

    /** Its model stands in the body, and it costs nothing. */
    @Test
    void claudesTokensAreCounted() throws Exception {
        vertex.answer(json("{\"input_tokens\":14}"));
        try (CapturedLog log = new CapturedLog()) {
            claude(CLAUDE + "count-tokens:rawPredict", "{\"model\":\"" + MODEL + "\",\"messages\":[]}");

            String record = log.line("\"operation\":\"anthropic.count\"");
            assertTrue(record.contains("\"request_model\":\"" + MODEL + "\""), record);
            assertTrue(record.contains("\"usage\":{\"input_tokens\":14}"), record);
            assertTrue(record.contains("\"cost_usd\":\"0\",\"price\":\"not-billable\""), record);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /genai/v1/publishers/google/models/m:x?alt=sse, /v1/projects/my-project/locations/us-central1/publishers/google/models/m:x?alt=sse",
        "POST, /genai/v1beta1/publishers/anthropic/models/c@1:rawPredict, /v1beta1/projects/my-project/locations/us-central1/publishers/anthropic/models/c@1:rawPredict",
        "GET,  /genai/v1beta1/publishers/google/models?pageSize=3, /v1beta1/publishers/google/models?pageSize=3",
        "POST, /express/v1/publishers/google/models/m:x?key=clients&a=b, /v1/publishers/google/models/m:x?a=b"
    })
    void aTokenNeedsAProjectInThePathAndExpressNone(String method, String sent, String arrived) throws Exception {
        HttpMessage answer = send(method + " " + sent, "x-goog-api-key: clients", "");

        assertEquals(200, answer.status(), answer::text);
        HttpMessage request = vertex.take();
        assertEquals(method + " " + arrived + " HTTP/1.1", request.startLine());
        boolean express = sent.startsWith("/express");
        assertEquals(express ? "express-key" : null, request.header("x-goog-api-key"));
        assertEquals(express ? null : "Bearer t", request.header("authorization"));
    }

    @ParameterizedTest
    @CsvSource({
        "us-central1, us-central1-aiplatform.googleapis.com",
        "global,      aiplatform.googleapis.com",
        "us,          aiplatform.us.rep.googleapis.com",
        "eu,          aiplatform.eu.rep.googleapis.com"
    })
    void theLocationIsTheHost(String location, String host) throws Exception {
        try (RawUpstream proxy = RawUpstream.answering("HTTP/1.1 403 No\nContent-Length: 0", new byte[0]);
                TestGateway outward = TestGateway.start("""
                        access: { callers: anyone }
                        upstream: { proxy: "%s" }
                        routes:
                          - { path: /genai, provider: genai, vertex: { project: p, location: %s, keys: [{ access-token: t }] } }
                        """.formatted(proxy.origin(), location))) {
            for (String path :
                    List.of("/v1/projects/p/locations/" + location + "/x", "/v1/publishers/google/models/m:x")) {
                RawClient.exchange(
                        outward.port(),
                        "POST /genai" + path + " HTTP/1.1\nHost: localhost\nContent-Length: 0",
                        new byte[0]);

                assertEquals("CONNECT " + host + ":443 HTTP/1.1", proxy.take().startLine());
            }
        }
    }

    @Test
    void aProjectThatIsNotListedGoesNowhere() throws Exception {
        for (String path :
                List.of("/v1/projects/foreign/locations/eu/x", "/v1beta1/%70rojects/foreign/locations/eu/x")) {
            HttpMessage answer = send("POST /listed" + path, "", "{}");

            assertEquals(403, answer.status());
            assertEquals("forbidden", answer.header("gangway-error"));
            assertEquals("false", answer.header("x-should-retry"));
            assertEquals(
                    "{\"error\":{\"code\":403,\"message\":\"The Vertex project of this request is none of those that this"
                            + " route serves (routes[1].vertex.projects).\",\"status\":\"PERMISSION_DENIED\"}}",
                    answer.text());
        }
        for (String project : List.of("my-project", "other-project")) {
            assertEquals(
                    200,
                    send("POST /listed/v1/projects/" + project + "/locations/eu/x", "", "{}")
                            .status());
            vertex.take();
        }
        assertEquals(List.of(), vertex.received());
    }

    /** The client may say who pays, where no list says who may. */
    @Test
    void theBilledProject() throws Exception {
        String path = "/v1/projects/my-project/locations/eu/x";
        send("POST /genai" + path, "x-goog-user-project: clients", "{}");
        assertEquals(List.of("clients"), vertex.take().headers("x-goog-user-project"));

        send("POST /listed" + path, "x-goog-user-project: other-project\nx-pass-x-goog-user-project: foreign", "{}");
        assertEquals(List.of("other-project"), vertex.take().headers("x-goog-user-project"));
        send("POST /listed" + path, "x-pass-x-goog-user-project: foreign", "{}");
        assertEquals(List.of(), vertex.take().headers("x-goog-user-project"));
        assertEquals(
                403,
                send("POST /listed" + path, "x-goog-user-project: foreign", "{}")
                        .status());
        assertEquals(List.of(), vertex.received());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/genai/ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent?key=clients",
                "/genai/ws/google.ai.generativelanguage.v1alpha.GenerativeService.BidiGenerateContentConstrained?access_token=c",
                "/genai/ws/google.cloud.aiplatform.v1beta1.LlmBidiService/BidiGenerateContent"
            })
    void liveSessionsAreRefusedForNow(String target) throws Exception {
        HttpMessage answer = RawClient.exchange(
                gateway.port(),
                "GET " + target + " HTTP/1.1\nHost: localhost\nConnection: Upgrade\nUpgrade: websocket"
                        + "\nSec-WebSocket-Version: 13\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                new byte[0]);

        assertEquals(501, answer.status());
        assertEquals("unsupported", answer.header("gangway-error"));
        assertEquals(
                "{\"error\":{\"code\":501,\"message\":\"WebSocket upgrades are not supported yet.\",\"status\":"
                        + "\"UNIMPLEMENTED\"}}",
                answer.text());
        assertEquals(List.of(), gemini.received());
        assertEquals(List.of(), vertex.received());
    }

    @ParameterizedTest
    @CsvSource({
        "/upload/v1beta/files, false",
        "/upload/v1beta/fileSearchStores/s:uploadToFileSearchStore, false",
        "/upload/v1beta1/projects/my-project/locations/eu/ragCorpora/1/ragFiles:upload, true",
        "/upload/v1/projects/my-project/locations/eu/ragCorpora/1/ragFiles:upload, true"
    })
    void uploadsGoWhereTheirPathSays(String path, boolean toVertex) throws Exception {
        HttpMessage answer = send("POST /genai" + path, "x-goog-upload-command: start", "{}");

        assertEquals(200, answer.status(), answer::text);
        HttpMessage arrived = (toVertex ? vertex : gemini).take();
        assertEquals("POST " + path + " HTTP/1.1", arrived.startLine());
        assertEquals(toVertex ? "Bearer t" : null, arrived.header("authorization"));
        assertEquals(toVertex ? null : "gemini-key", arrived.header("x-goog-api-key"));
    }
}
