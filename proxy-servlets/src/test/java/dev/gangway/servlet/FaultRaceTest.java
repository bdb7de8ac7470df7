package dev.gangway.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.testing.FaultGateway;
import dev.gangway.testing.H2Client;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Clients, upstreams and timers that all end an exchange at the same time: it ends once, and leaves nothing behind. */
class FaultRaceTest {

    private static final int CLIENTS = 200;
    private static final int AT_A_TIME = 16;
    private static final int MOST_MILLIS = 12;
    private static final byte[] UPLOAD = new byte[300_000];
    private static final String POST = "POST /openai/v1/x HTTP/1.1\nHost: localhost\nContent-Length: ";
    private static final String STREAM = "HTTP/1.1 200 OK\nContent-Type: text/event-stream\nTransfer-Encoding: chunked";

    private final ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
    private RawUpstream upstream;
    private RawUpstream calm;
    private FaultGateway gateway;

    @BeforeEach
    void start() throws Exception {
        upstream = RawUpstream.connecting(FaultRaceTest::serve);
        calm = RawUpstream.answering("HTTP/1.1 200 OK\nContent-Length: 2", "ok".getBytes(StandardCharsets.US_ASCII));
        gateway = FaultGateway.start(
                FaultGateway.routes(upstream.origin(), "timeouts: { connect: 5s, idle: 300ms }")
                        + "  - { path: /calm, provider: openai, target: \"" + calm.origin()
                        + "\", keys: [{ value: k }] }",
                Duration.ofMillis(500));
    }

    @AfterEach
    void stop() throws Exception {
        threads.shutdownNow();
        gateway.closeAfterRaces();
        upstream.close();
        calm.close();
    }

    private static void pause() throws InterruptedException {
        Thread.sleep(0, ThreadLocalRandom.current().nextInt(999_999));
        Thread.sleep(ThreadLocalRandom.current().nextInt(MOST_MILLIS) / 4);
    }

    /** Answers with a few events: after the request or too early, and now and then too late or not to the end. */
    private static void serve(Socket socket) throws Exception {
        InputStream in = new BufferedInputStream(socket.getInputStream());
        OutputStream out = socket.getOutputStream();
        if (ThreadLocalRandom.current().nextBoolean()) {
            if (in.read() >= 0) {
                Thread reader = new Thread(() -> drain(in));
                reader.setDaemon(true);
                reader.start();
                answer(socket, out, STREAM + "\nConnection: close");
                reader.join();
            }
        } else {
            while (HttpMessage.read(in, false) != null) {
                answer(socket, out, STREAM);
            }
        }
    }

    private static void answer(Socket socket, OutputStream out, String head) throws Exception {
        pause();
        RawUpstream.write(out, head, new byte[0]);
        for (int i = 0; i < 8; i++) {
            int chance = ThreadLocalRandom.current().nextInt(60);
            if (chance == 0) {
                socket.setSoLinger(true, 0);
                socket.close();
            } else if (chance == 1) {
                Thread.sleep(350);
            }
            pause();
            out.write("9\r\ndata: 1\n\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    private static void drain(InputStream in) {
        try {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // As good as its end.
        }
    }

    @Test
    void overHttp1() throws Exception {
        race(random -> {
            try (RawClient client = new RawClient(gateway.port())) {
                int sent = random.nextInt(3) == 0 ? random.nextInt(UPLOAD.length) : UPLOAD.length;
                client.socket().setSoTimeout(1 + random.nextInt(4 * MOST_MILLIS));
                client.send(POST + UPLOAD.length, Arrays.copyOf(UPLOAD, sent));
                if (random.nextInt(4) == 0) {
                    client.socket().setSoTimeout(2000);
                }
                client.socket().setSoLinger(random.nextBoolean(), 0);
                client.receive(false);
            }
        });
    }

    @Test
    void overHttp2() throws Exception {
        List<H2Client> clients = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            clients.add(new H2Client(gateway.port()));
        }
        // Not much: Jetty closes a connection on which too much goes on coming for streams that are over.
        byte[] upload = Arrays.copyOf(UPLOAD, 40_000);
        race(random -> {
            H2Client.Call call = clients.get(random.nextInt(clients.size())).call("POST", "/openai/v1/x", false);
            CompletableFuture<Void> ignored = call.data(upload, random.nextInt(3) != 0);
            Thread.sleep(random.nextInt(2 * MOST_MILLIS));
            for (int i = 0; i < 100 && random.nextInt(100) < 97 && !call.isEnded(); i++) {
                Thread.sleep(5);
            }
            call.reset();
        });
        for (H2Client client : clients) {
            client.close();
        }
    }

    /** Many short-lived HTTP/2 connections, each closed under a handful of streams. */
    @Test
    void overHttp2Connections() throws Exception {
        race(random -> {
            try (H2Client client = new H2Client(gateway.port())) {
                for (int i = 0; i < 3; i++) {
                    client.call("GET", "/openai/v1/x", true);
                }
                Thread.sleep(random.nextInt(2 * MOST_MILLIS));
            }
        });
    }

    @FunctionalInterface
    private interface Visit {
        void by(Random random) throws Exception;
    }

    private void race(Visit visit) throws Exception {
        List<Callable<Boolean>> visits = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            Random random = new Random(i);
            visits.add(() -> {
                try {
                    visit.by(random);
                } catch (IOException | ExecutionException e) {
                    // Cut off, or out of patience.
                }
                return true;
            });
        }
        for (Future<Boolean> done : threads.invokeAll(visits)) {
            assertTrue(done.get());
        }
        assertOneRecordEach();
        assertServes();
    }

    private void assertOneRecordEach() throws Exception {
        FaultGateway.await("no request under way", () -> gateway.activeConnections() == 0 && gateway.queued() == 0);
        List<JsonNode> records = gateway.records(gateway.arrived());
        Set<String> ends = Set.of("complete", "client-aborted", "upstream-failed");
        for (JsonNode record : records) {
            assertTrue(ends.contains(record.get("end").asString()), record.toString());
        }
    }

    private void assertServes() throws Exception {
        String get = "GET /calm/v1/x HTTP/1.1\nHost: localhost";
        assertEquals("ok", RawClient.exchange(gateway.port(), get, new byte[0]).text());
        gateway.record();
    }
}
