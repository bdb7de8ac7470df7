package dev.gangway.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gangway.testing.FaultGateway;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import jakarta.servlet.DispatcherType;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What was handed to the container and never reached the client is not counted, and such an exchange is not complete. */
class FailedWriteTest {

    private static final int PART = 100;

    /** Lets the next part of an answer go. */
    private static final Semaphore NEXT = new Semaphore(0);

    private static volatile String head = "";
    private static volatile int parts;
    private static volatile int failsAt;
    private static volatile boolean chunked;
    private static RawUpstream upstream;
    private static FaultGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        upstream = RawUpstream.answering(FailedWriteTest::answer);
        gateway = FaultGateway.start(FaultGateway.routes(upstream.origin(), "timeouts: { idle: 20s }"));
        FilterHolder filter = new FilterHolder((request, response, chain) -> {
            ServletContextRequest.getServletContextRequest(request).addHttpStreamWrapper(BreakingStream::new);
            chain.doFilter(request, response);
        });
        filter.setAsyncSupported(true);
        ((ServletContextHandler) gateway.server().getHandler())
                .addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.closeQuiet();
        upstream.close();
    }

    /** A part at a time, so that the gateway writes them one by one. */
    private static boolean answer(HttpMessage request, Socket socket, OutputStream out) throws Exception {
        String part = "x".repeat(PART);
        String framed = chunked ? Integer.toHexString(PART) + "\r\n" + part + "\r\n" : part;
        RawUpstream.write(out, head, framed.getBytes(StandardCharsets.US_ASCII));
        for (int i = 1; i < parts; i++) {
            NEXT.acquire();
            out.write(framed.getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
        if (chunked) {
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        return true;
    }

    /** The client's connection, whose n-th write with content fails. */
    private static final class BreakingStream extends HttpStream.Wrapper {

        private final AtomicInteger count = new AtomicInteger();

        BreakingStream(HttpStream wrapped) {
            super(wrapped);
        }

        @Override
        public void send(
                MetaData.Request request,
                MetaData.Response response,
                boolean last,
                ByteBuffer content,
                Callback callback) {
            if (content != null && content.hasRemaining() && count.incrementAndGet() == failsAt) {
                callback.failed(new EofException("broken by the test"));
            } else {
                super.send(request, response, last, content, callback);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, false, 0", // a whole answer in one write
        "2, 2, false, 100", // the last write of an answer of known length
        "2, 1, false, 0", // not the last
        "1, 1, true, 0",
        "3, 3, true, 200", // of unknown length: what follows is only its end
        "3, 2, true, 100"
    })
    void isTheClientsLeaving(int count, int failing, boolean inChunks, int written) throws Exception {
        parts = count;
        failsAt = failing;
        chunked = inChunks;
        head = "HTTP/1.1 200 OK\nContent-Type: text/plain\n"
                + (inChunks ? "Transfer-Encoding: chunked" : "Content-Length: " + PART * count);
        NEXT.drainPermits();
        try (RawClient client = new RawClient(gateway.port())) {
            client.send("GET /openai/v1/x HTTP/1.1\nHost: h", new byte[0]);
            for (int i = 1; i < count; i++) {
                awaitPart(client, i < failing);
                NEXT.release();
            }
            assertRecord(gateway.record(), written);
        }
    }

    private static void awaitPart(RawClient client, boolean arrives) throws Exception {
        for (int i = 0; arrives && i < PART; ) {
            i += client.in().read() == 'x' ? 1 : 0;
        }
    }

    private static void assertRecord(JsonNode record, int written) {
        assertEquals("client-aborted", record.get("end").asString());
        assertEquals(written, record.get("bytes_out").asInt());
    }
}
