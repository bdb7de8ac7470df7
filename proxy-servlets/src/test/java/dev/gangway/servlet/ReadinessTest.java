package dev.gangway.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gangway.testing.FaultGateway;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.junit.jupiter.api.Test;

/** A gateway that drains says so to load balancers, while the streams that run still end. */
class ReadinessTest {

    private static final String STREAM = "HTTP/1.1 200 OK\nContent-Type: text/event-stream\nTransfer-Encoding: chunked";

    /** On a connection that a load balancer keeps: nobody gets a new one any more. */
    @Test
    void isOverWhileTheServerDrains() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (RawUpstream upstream = RawUpstream.answering((request, socket, out) -> {
                    RawUpstream.write(out, STREAM, "9\r\ndata: 1\n\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    end.await();
                    out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    return true;
                });
                FaultGateway gateway =
                        FaultGateway.graceful(FaultGateway.routes(upstream.origin(), "timeouts: { idle: 60s }"));
                RawClient client = new RawClient(gateway.port());
                RawClient probe = new RawClient(gateway.port());
                RawClient other = new RawClient(gateway.port())) {
            client.send("GET /openai/v1/x HTTP/1.1\nHost: h", new byte[0]);
            client.in().mark(1);
            assertEquals('H', client.in().read());
            client.in().reset();
            assertEquals(200, ready(probe));
            // Jetty has done with that answer now: it closes connections whose answers end while it begins to drain.
            assertEquals(200, ready(other));
            CompletableFuture<Void> stopped = stop(gateway);
            awaitDraining(gateway.server());
            assertEquals(503, ready(probe));
            end.countDown();
            assertEquals("data: 1\n\n", client.receive(false).text());
            stopped.get(20, TimeUnit.SECONDS);
        }
    }

    private static int ready(RawClient probe) throws Exception {
        probe.send("GET /gangway/ready HTTP/1.1\nHost: h", new byte[0]);
        return probe.receive(false).status();
    }

    private static void awaitDraining(Server server) throws Exception {
        GracefulHandler graceful = server.getDescendant(GracefulHandler.class);
        FaultGateway.await("the server to drain", graceful::isShutdown);
    }

    private static CompletableFuture<Void> stop(FaultGateway gateway) {
        gateway.server().setStopTimeout(20_000);
        return CompletableFuture.runAsync(() -> {
            try {
                gateway.server().stop();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
