package dev.gangway.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.testing.Bytes;
import dev.gangway.testing.ForkedGateway;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import dev.gangway.testing.TestGateway;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A gibibyte in either direction passes through a gateway that has 96 MiB of heap, unchanged and in time. */
@Timeout(40)
class WireGigabyteTest {

    private static final int BLOCK = 256 * 1024;
    private static final long SIZE = 1L << 30;
    private static final String PATH = " /openai_passthrough/v1/files HTTP/1.1\nHost: h\nConnection: close";

    private static final CompletableFuture<Long> uploaded = new CompletableFuture<>();
    private static RawUpstream upstream;
    private static ForkedGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        upstream = RawUpstream.connecting(WireGigabyteTest::serve);
        gateway = new ForkedGateway(TestGateway.fourRoutes(upstream.origin()), "-Xmx96m");
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        upstream.close();
        assertFalse(gateway.isAlive());
    }

    private static void serve(Socket socket) throws IOException {
        HttpMessage request = HttpMessage.read(socket.getInputStream(), true);
        if (request != null && request.method().equals("GET")) {
            RawUpstream.write(
                    socket.getOutputStream(),
                    "HTTP/1.1 200 OK\nConnection: close\nContent-Length: " + SIZE,
                    new byte[0]);
            send(socket.getOutputStream());
        } else {
            uploaded.complete(receive(socket.getInputStream()));
            RawUpstream.write(
                    socket.getOutputStream(), "HTTP/1.1 200 OK\nConnection: close\nContent-Length: 0", new byte[0]);
        }
        socket.getInputStream().read();
    }

    /** Blocks of noise, each with its number in front, so that none can be lost or come twice unnoticed. */
    private static long send(OutputStream out) throws IOException {
        byte[] block = Bytes.random(BLOCK);
        CRC32C sum = new CRC32C();
        for (int i = 0; i < SIZE / BLOCK; i++) {
            ByteBuffer.wrap(block).putInt(i);
            sum.update(block);
            out.write(block);
        }
        out.flush();
        return sum.getValue();
    }

    private static long receive(InputStream in) throws IOException {
        byte[] buffer = new byte[BLOCK];
        CRC32C sum = new CRC32C();
        for (long left = SIZE; left > 0; ) {
            int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (count < 0) {
                throw new EOFException(left + " bytes short");
            }
            sum.update(buffer, 0, count);
            left -= count;
        }
        return sum.getValue();
    }

    @Test
    void passesAnUpload() throws Exception {
        long start = System.nanoTime();
        try (RawClient client = new RawClient(gateway.port())) {
            client.send("POST" + PATH + "\nContent-Length: " + SIZE, new byte[0]);
            long sent = send(client.socket().getOutputStream());
            assertEquals(sent, uploaded.get(30, TimeUnit.SECONDS));
            assertEquals(200, client.receive(false).status());
        }
        report("upload", start);
    }

    @Test
    void passesADownload() throws Exception {
        long expected = send(OutputStream.nullOutputStream());
        long start = System.nanoTime();
        try (RawClient client = new RawClient(gateway.port())) {
            client.send("GET" + PATH, new byte[0]);
            HttpMessage head = HttpMessage.read(client.in(), true);
            assertTrue(head != null && head.status() == 200);
            assertEquals(expected, receive(client.in()));
            assertEquals(-1, client.in().read());
        }
        report("download", start);
    }

    private static void report(String what, long start) throws IOException {
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        System.out.println("1 GiB " + what + " in " + took.toMillis() + " ms");
        assertFalse(gateway.errors().contains("OutOfMemoryError"), gateway::toString);
    }
}
