package dev.gangway.agent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What every kind of gateway is asked, and the record that each answer leaves; without an agent, none. */
final class Cases {

    private final Client client;
    private final TestProvider provider;
    private final String kind;
    private final @Nullable RecordsFile records;

    /** {@code records} is null where there is no agent. */
    Cases(Client client, TestProvider provider, String kind, @Nullable RecordsFile records) {
        this.client = client;
        this.provider = provider;
        this.kind = kind;
        this.records = records;
    }

    void all() throws Exception {
        marked();
        answer();
        gzip();
        error(429);
        error(500);
        redirect();
        stream();
        refused();
        limits();
        cut();
        left();
    }

    private boolean isBare() {
        return kind.endsWith("/bare");
    }

    /** What Gangway's own servlets send has its record: there must be none before the next one. */
    private void marked() throws Exception {
        if (isBare()) {
            assertEquals(200, client.post(kind + "/up", "marked").statusCode());
        }
    }

    void answer() throws Exception {
        HttpResponse<byte[]> response = client.post(kind + "/up", "gpt-4o");

        assertEquals(200, response.statusCode());
        assertArrayEquals(TestProvider.ANSWER, response.body());
        if (records == null) {
            return;
        }
        JsonNode record = records.takeOne();
        expect(record, "provider", "openai", "method", "POST", "path", "/v1/chat/completions");
        expect(record, "operation", "openai.chat", "request_model", "gpt-4o", "response_model", "gpt-4o-2024");
        expect(record, "status", "200", "end", "complete", "stream", "false", "upstream_request_id", "req-1");
        expect(record, "bytes_in", "" + Client.body("gpt-4o", false).length);
        expect(record, "bytes_out", "" + TestProvider.ANSWER.length);
        expect(record, "response_id", "chatcmpl-1", "finish", "stop");
        assertTrue(record.path("cost_usd").asString().startsWith("0.000"), record::toString);
        assertTrue(record.path("bodies").isMissingNode(), record::toString);
        expect(record.path("usage"), "input_tokens", "9", "output_tokens", "12", "cache_read_tokens", "3");
        double ttfb = record.path("ttfb_ms").asDouble();
        assertTrue(ttfb > 0 && ttfb <= record.path("duration_ms").asDouble(), record::toString);
    }

    /** Jetty's proxies pass it on as it is; the client alone decodes it. */
    private void gzip() throws Exception {
        HttpResponse<byte[]> response = client.post(kind + "/up", "gzip");

        assertArrayEquals(isBare() ? TestProvider.ANSWER : TestProvider.gzip(TestProvider.ANSWER), response.body());
        if (records != null) {
            expect(records.takeOne().path("usage"), "input_tokens", "9", "output_tokens", "12");
        }
    }

    private void error(int status) throws Exception {
        HttpResponse<byte[]> response = client.post(kind + "/up", "error-" + status);

        assertEquals(status, response.statusCode());
        assertArrayEquals(TestProvider.ERROR, response.body());
        if (records != null) {
            JsonNode record = records.takeOne();
            expect(record, "status", "" + status, "end", "complete", "request_model", "error-" + status);
            assertTrue(record.path("usage").isMissingNode());
        }
    }

    /** Proxies do not follow it; the client alone does, which makes two exchanges. */
    private void redirect() throws Exception {
        HttpResponse<byte[]> response = client.post(kind + "/up", "redirect");

        assertEquals(isBare() ? 200 : 302, response.statusCode());
        if (records != null) {
            List<JsonNode> taken = records.take(isBare() ? 2 : 1);
            expect(taken.get(0), "status", "302", "end", "complete");
            if (isBare()) {
                expect(taken.get(1), "status", "200", "path", "/v1/models");
            }
        }
    }

    /** The first half is here while the second is not made yet. The bare one collects all. */
    private void stream() throws Exception {
        CountDownLatch gate = provider.closeGate();
        if (isBare()) {
            gate.countDown();
        }
        HttpResponse<InputStream> response = client.stream(kind + "/up");
        byte[] some = response.body().readNBytes(1000);
        gate.countDown();
        byte[] rest = response.body().readAllBytes();

        assertArrayEquals(joined(TestProvider.FIRST, TestProvider.SECOND), joined(some, rest));
        if (records != null) {
            JsonNode record = records.takeOne();
            expect(record, "stream", "true", "end", "complete", "response_model", "gpt-4o-2024");
            expect(record.path("usage"), "input_tokens", "5", "output_tokens", "7");
            assertTrue(record.has("first_event_ms") && record.has("event_gap_ms"), record::toString);
        }
    }

    private static byte[] joined(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }

    private void refused() throws Exception {
        // 502, or 500 where Jetty finds that it cannot send the body before it finds why.
        assertTrue(client.post(kind + "/refused", "gpt-4o").statusCode() >= 500);
        expectNoAnswer("upstream-unreachable");
    }

    /** The client's own: so long it waits for an answer, so many may wait for it. */
    private void limits() throws Exception {
        if (isBare()) {
            CountDownLatch gate = provider.closeGate();
            assertEquals(502, client.post(kind + "/up", "slow").statusCode());
            gate.countDown();
            expectNoAnswer("upstream-timeout");
            assertEquals(502, client.post(kind + "/up", "full").statusCode());
            expectNoAnswer("overloaded");
        }
    }

    private void expectNoAnswer(String error) throws Exception {
        if (records != null) {
            JsonNode record = records.takeOne();
            expect(record, "end", "upstream-failed", "error", error);
            assertTrue(record.path("status").isMissingNode(), record::toString);
        }
    }

    private void cut() throws Exception {
        try {
            HttpResponse<byte[]> response = client.post(kind + "/up", "cut");
            assertTrue(response.statusCode() >= 500);
        } catch (IOException e) {
            // As it should be: the answer is not whole.
        }
        if (records != null) {
            JsonNode record = records.takeOne();
            expect(record, "end", "upstream-failed", "status", "200", "operation", "openai.chat");
            expectAsked(record, "cut", false);
        }
    }

    private void left() throws Exception {
        if (isBare()) {
            return;
        }
        // On a busy machine AsyncMiddleManServlet of 12.1 ends such a stream of its own accord now and then, without
        // the agent too.
        for (int attempt = 0; attempt < 3; attempt++) {
            boolean left = client.leave(kind + "/up");
            JsonNode record = records == null ? null : records.takeOne();
            if (left) {
                if (record != null) {
                    expect(record, "end", "client-aborted", "status", "200");
                    expectAsked(record, "endless", true);
                }
                return;
            }
        }
        fail("the stream is ended before the client leaves");
    }

    /** What was asked; or nothing, for all may be over before Jetty tells that the request is on its way. */
    private static void expectAsked(JsonNode record, String model, boolean stream) {
        if (record.has("bytes_in")) {
            expect(record, "bytes_in", "" + Client.body(model, stream).length, "request_model", model);
        } else {
            assertFalse(record.has("request_model"), record::toString);
        }
    }

    private static void expect(JsonNode record, String... pairs) {
        for (int i = 0; i < pairs.length; i += 2) {
            assertEquals(pairs[i + 1], record.path(pairs[i]).asString(), () -> "in " + record);
        }
    }
}
