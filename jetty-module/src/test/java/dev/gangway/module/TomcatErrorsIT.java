package dev.gangway.module;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gangway.testing.FaultGateway;
import dev.gangway.testing.H2Client;
import dev.gangway.testing.RawUpstream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Many HTTP/2 requests that are answered with an error just as Tomcat calls the listener of their bodies. */
class TomcatErrorsIT {

    private static final int CONNECTIONS = Integer.getInteger("gangway.connections", 120);
    private static final int STREAMS = 20;
    private static final int CLIENTS = 3;
    private static final int MOST_FRAMES = 6;
    private static final byte[] BODY = "{\"model\":\"m\"}".getBytes(StandardCharsets.US_ASCII);

    @ParameterizedTest
    @EnumSource(mode = Mode.MATCH_ANY, names = "TOMCAT.*")
    void everyRequestGetsItsError(Container container) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try (RawUpstream upstream = RawUpstream.connecting(TomcatErrorsIT::reset);
                WarContainer war = WarContainer.start(
                        container, FaultGateway.routes(upstream.origin(), "timeouts: { idle: 5s }"))) {
            Callable<Void> calls = () -> calls(war.port());
            List<Future<Void>> done = clients.invokeAll(
                    Collections.nCopies(CONNECTIONS, calls), Child.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            for (Future<Void> one : done) {
                one.get();
            }
        } finally {
            clients.shutdownNow();
        }
    }

    private static void reset(Socket socket) throws Exception {
        socket.getInputStream().read();
        socket.setSoLinger(true, 0);
    }

    @SuppressWarnings("try") // closing throws whatever Jetty's stop() does
    private static Void calls(int port) throws Exception {
        try (H2Client client = new H2Client(port)) {
            for (int i = 0; i < STREAMS; i++) {
                H2Client.Call call = client.call("POST", "/openai/x", false);
                for (int frames = i % MOST_FRAMES; frames >= 0; frames--) {
                    // It may come too late: the answer does not wait for it.
                    CompletableFuture<Void> ignored = call.data(BODY, frames == 0);
                }
                assertEquals(502, call.head().getStatus());
                assertEquals("end", call.end());
            }
        }
        return null;
    }
}
