package dev.gangway.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.testing.AwsStandIn;
import dev.gangway.testing.FaultGateway;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Verifies over sockets how a body that is taken in whole comes to its end: by an early answer, by its limit. */
class SpoolWireTest {

    private static final String REFUSAL =
            "The request body is larger than what can be signed (134217728 bytes). With a key that signs nothing,"
                    + " such as a Bedrock API key, it may have any length.";

    private final CountDownLatch over = new CountDownLatch(1);
    private RawUpstream upstream;
    private FaultGateway gateway;

    @BeforeEach
    void start() throws Exception {
        upstream = RawUpstream.connecting(this::answerEarly);
        gateway = FaultGateway.start("""
                access: { callers: anyone }
                routes:
                  - path: /b
                    provider: bedrock
                    target: "%s"
                    keys: [{ region: us-east-1, aws: { access-key-id: %s, secret-access-key: %s } }]
                """.formatted(upstream.origin(), AwsStandIn.ID, AwsStandIn.SECRET));
    }

    @AfterEach
    void stop() throws Exception {
        over.countDown();
        gateway.closeAfterRaces();
        upstream.close();
        assertEquals(0, files());
    }

    /** Reads no more than the head has, answers in full, and neither reads on nor closes. */
    private void answerEarly(Socket socket) throws Exception {
        socket.getInputStream().readNBytes(500);
        RawUpstream.write(socket.getOutputStream(), "HTTP/1.1 400 No\nContent-Length: 2", new byte[] {'n', 'o'});
        over.await();
    }

    /** The upload ends with the exchange, and not when the upstream has been silent for fifteen minutes. */
    @Test
    void anEarlyAnswerEndsTheUpload() throws Exception {
        int length = 30_000_000;
        HttpMessage answer = RawClient.exchange(
                gateway.port(),
                "POST /b/model/m/invoke HTTP/1.1\nHost: x\nConnection: close\nContent-Length: " + length,
                new byte[length]);

        assertEquals("400 no", answer.status() + " " + answer.text());
        assertEquals("complete", gateway.record().get("end").asString());
        FaultGateway.await("the upload's end", () -> gateway.activeConnections() == 0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void moreThanTheLimitIsRefused(boolean announced) throws Exception {
        try (RawClient client = new RawClient(gateway.port())) {
            client.send(
                    "POST /b/model/m/invoke HTTP/1.1\nHost: x\n"
                            + (announced ? "Content-Length: " + (Spooling.MOST + 1) : "Transfer-Encoding: chunked"),
                    new byte[0]);
            if (!announced) {
                send(client, Spooling.MOST + 1);
            }
            HttpMessage answer = client.receive(false);

            assertEquals(413, answer.status());
            assertEquals("too-large", answer.header("gangway-error"));
            assertTrue(answer.text().contains(REFUSAL), answer::text);
        }
        assertEquals("too-large", gateway.record().get("error").asString());
        FaultGateway.await("the file's end", () -> openFiles() == 0);
    }

    private static void send(RawClient client, long bytes) throws IOException {
        OutputStream out = client.socket().getOutputStream();
        byte[] piece = new byte[1024 * 1024];
        for (long left = bytes; left > 0; left -= piece.length) {
            int count = (int) Math.min(left, piece.length);
            out.write((Integer.toHexString(count) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(piece, 0, count);
            out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        out.flush();
    }

    private static long files() throws IOException {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(path -> path.getFileName().toString().matches("gangway.*[.]body"))
                    .count();
        }
    }

    /** Files without a name that this process holds. */
    private static long openFiles() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.filter(SpoolWireTest::isSpool).count();
        }
    }

    private static boolean isSpool(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().matches(".*/gangway.*[.]body.*");
        } catch (IOException e) {
            return false; // It was closed meanwhile.
        }
    }
}
