package dev.gangway.module;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gangway.testing.Bytes;
import dev.gangway.testing.FaultGateway;
import dev.gangway.testing.H2Client;
import dev.gangway.testing.RawUpstream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Many HTTP/2 requests whose answers end just as Tomcat calls the listener of their bodies. */
class TomcatAnswersIT {

    private static final int CONNECTIONS = Integer.getInteger("gangway.connections", 120);
    private static final int STREAMS = 20;
    private static final int CLIENTS = 3;
    private static final int MOST_FRAMES = 6;
    private static final int UPLOADED_FRAMES = 2_000;
    private static final int LATEST_MICROS = 300;
    private static final byte[] BODY = Bytes.utf8("{\"model\":\"m\"}");
    private static final String CHUNKED = "HTTP/1.1 429 No\nTransfer-Encoding: chunked";

    /** What one client does with one connection. */
    private interface Calls {
        void on(H2Client client) throws Exception;
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.MATCH_ANY, names = "TOMCAT.*")
    void everyRequestGetsItsError(Container container) throws Exception {
        run(container, CONNECTIONS, TomcatAnswersIT::reset, TomcatAnswersIT::shortRequests);
    }

    /** The end of the answer comes late, or never. */
    @ParameterizedTest
    @EnumSource(mode = Mode.MATCH_ANY, names = "TOMCAT.*")
    void everyUploadGetsItsEarlyAnswer(Container container) throws Exception {
        run(container, CONNECTIONS / 4, TomcatAnswersIT::early, TomcatAnswersIT::uploads);
    }

    /** Nothing more comes of the request, in which the stream could be ended. */
    @ParameterizedTest
    @EnumSource(mode = Mode.MATCH_ANY, names = "TOMCAT.*")
    void anUploadThatStopsIsLetGo(Container container) throws Exception {
        run(container, 1, TomcatAnswersIT::early, client -> {
            H2Client.Call call = client.call("POST", "/openai/x", false);
            CompletableFuture<Void> ignored = call.data(BODY, false);
            assertEquals("end", call.end());
            FaultGateway.await("the reset", call::isReset);
        });
    }

    private static void run(Container container, int connections, RawUpstream.Connection behaviour, Calls calls)
            throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try (RawUpstream upstream = RawUpstream.connecting(behaviour);
                WarContainer war = WarContainer.start(
                        container, FaultGateway.routes(upstream.origin(), "timeouts: { idle: 5s }"))) {
            Callable<Void> connection = () -> connect(war.port(), calls);
            List<Future<Void>> done = clients.invokeAll(
                    Collections.nCopies(connections, connection), Child.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            for (Future<Void> one : done) {
                one.get();
            }
        } finally {
            clients.shutdownNow();
        }
    }

    @SuppressWarnings("try") // closing throws whatever Jetty's stop() does
    private static Void connect(int port, Calls calls) throws Exception {
        try (H2Client client = new H2Client(port)) {
            calls.on(client);
        }
        return null;
    }

    private static void reset(Socket socket) throws Exception {
        socket.getInputStream().read();
        socket.setSoLinger(true, 0);
    }

    private static void shortRequests(H2Client client) throws Exception {
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

    private static void early(Socket socket) throws Exception {
        boolean cut = head(socket).contains("/cut");
        OutputStream out = socket.getOutputStream();
        RawUpstream.write(out, CHUNKED, Bytes.utf8("2\r\nno\r\n"));
        LockSupport.parkNanos(
                TimeUnit.MICROSECONDS.toNanos(ThreadLocalRandom.current().nextInt(LATEST_MICROS)));
        if (cut) {
            socket.shutdownOutput();
        } else {
            out.write(Bytes.utf8("0\r\n\r\n"));
        }
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    private static String head(Socket socket) throws Exception {
        byte[] bytes = new byte[200];
        return new String(bytes, 0, Math.max(0, socket.getInputStream().read(bytes)), StandardCharsets.US_ASCII);
    }

    private static void uploads(H2Client client) throws Exception {
        for (int i = 0; i < STREAMS; i++) {
            boolean cut = i % 4 == 3;
            H2Client.Call call = client.call("POST", cut ? "/openai/cut" : "/openai/x", false);
            for (int frames = 0; frames < UPLOADED_FRAMES && !call.isEnded(); frames++) {
                CompletableFuture<Void> ignored = call.data(BODY, false);
                LockSupport.parkNanos(1_000);
            }
            assertEquals(429, call.head().getStatus());
            assertEquals(cut ? "reset" : "end", call.end());
            assertEquals("no", call.body());
        }
    }
}
