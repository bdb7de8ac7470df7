package dev.gangway.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gangway.testing.Bytes;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawUpstream;
import dev.gangway.testing.TestGateway;
import dev.gangway.testing.WireClient;
import dev.gangway.testing.WireClient.Protocol;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.Request;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Silence that is several times longer than the connector's idle timeout cuts nothing that is under way. */
class WireTimeTest {

    private static final long IDLE_MILLIS = 500;

    /** No multiples of it: Jetty 12.1 fails a write that happens to begin just when the idle timer fires. */
    private static final long SILENCE_MILLIS = IDLE_MILLIS * 11 / 2;

    private static final long GAP_MILLIS = IDLE_MILLIS * 5 / 2;

    private static final int GAPS = 3;

    private static RawUpstream upstream;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        upstream = RawUpstream.answering((request, socket, out) -> {
            if (request.target().equals("/v1/models")) {
                RawUpstream.write(out, "HTTP/1.1 200 OK\nContent-Length: 2", Bytes.utf8("ok"));
                return true;
            }
            Thread.sleep(SILENCE_MILLIS);
            RawUpstream.write(out, "HTTP/1.1 200 OK\nTransfer-Encoding: chunked", new byte[0]);
            for (int i = 0; i < GAPS; i++) {
                out.write(Bytes.chunk(Bytes.utf8("data: " + i + "\n\n")));
                out.flush();
                Thread.sleep(GAP_MILLIS);
            }
            out.write(Bytes.utf8("0\r\n\r\n"));
            out.flush();
            return true;
        });
        gateway = TestGateway.start(TestGateway.fourRoutes(upstream.origin()));
        gateway.connector().setIdleTimeout(IDLE_MILLIS);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        upstream.close();
    }

    @ParameterizedTest
    @EnumSource
    void outlivesSilenceBeforeTheAnswerAndWithinIt(Protocol protocol) throws Exception {
        try (WireClient client = new WireClient(protocol, gateway.port())) {
            Request request = client.request("POST", "/openai_passthrough/v1/responses")
                    .body(new BytesRequestContent("application/json", Bytes.utf8("{}")));
            CompletableFuture<HttpMessage> silent = CompletableFuture.supplyAsync(() -> exchange(client, request));
            while (!silent.isDone()) {
                // In HTTP/2 they share a connection, and Jetty looks after idle streams when a stream comes.
                assertEquals(
                        200,
                        exchange(client, client.request("GET", "/openai_passthrough/v1/models"))
                                .status());
                Thread.sleep(IDLE_MILLIS / 2);
            }
            HttpMessage response = silent.get();
            assertEquals(200, response.status());
            assertEquals("data: 0\n\ndata: 1\n\ndata: 2\n\n", response.text());
        }
    }

    private static HttpMessage exchange(WireClient client, Request request) {
        try {
            return client.exchange(request);
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }
}
