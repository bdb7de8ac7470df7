package dev.gangway.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.testing.CapturedLog;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import dev.gangway.testing.TestGateway;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** A gateway that stops has said of every exchange how it ended. */
class LastRecordTest {

    @RepeatedTest(5)
    void anExchangeThatEndedJustBeforeTheStop() throws Exception {
        try (CapturedLog log = new CapturedLog();
                RawUpstream upstream = RawUpstream.answering(
                        "HTTP/1.1 200 OK\nContent-Length: 2", "ok".getBytes(StandardCharsets.US_ASCII))) {
            String id;
            try (TestGateway gateway = TestGateway.start(TestGateway.fourRoutes(upstream.origin()))) {
                id = RawClient.exchange(
                                gateway.port(),
                                "GET /openai_passthrough/v1/x HTTP/1.1\nHost: h\nConnection: close",
                                new byte[0])
                        .header("gangway-request-id");
            }
            // Not waited for: the record of a stopped gateway is there or never comes.
            assertEquals(1, log.text().split(id, -1).length - 1);
        }
    }

    @Test
    void anExchangeThatTheStopBreaksOff() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (CapturedLog log = new CapturedLog();
                RawUpstream upstream = RawUpstream.answering((request, socket, out) -> {
                    asked.countDown();
                    return true;
                })) {
            TestGateway gateway = TestGateway.start(TestGateway.fourRoutes(upstream.origin()));
            gateway.server().setStopTimeout(0);
            try (gateway;
                    RawClient client = new RawClient(gateway.port())) {
                client.send("GET /openai_passthrough/v1/broken HTTP/1.1\nHost: h", new byte[0]);
                asked.await();
            }
            assertTrue(log.text().contains("\"path\":\"/openai_passthrough/v1/broken\""), log.text());
        }
    }
}
