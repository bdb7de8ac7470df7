package dev.gangway.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.gangway.testing.FaultGateway;
import dev.gangway.testing.H2Client;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.http.MetaData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** An upstream that fails before its head is whole: 502 in the provider's shape, one record, nothing left behind. */
@TestInstance(Lifecycle.PER_CLASS)
class FaultBeforeHeadTest {

    private static final String BROKE = "the connection broke or the answer was not HTTP";
    private static final String CLOSED = "it closed the connection before it answered";

    /** What the upstream does; the paths of requests name one. */
    private enum Fault {
        RESET(CLOSED, ""),
        RESET_IN_HEAD(BROKE, "HTTP/1.1 200 OK\r\nContent-Ty"),
        CLOSE(CLOSED, ""),
        CLOSE_IN_STATUS(BROKE, "HTTP/1.1 2"),
        CLOSE_IN_HEAD(BROKE, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"),
        GARBAGE(BROKE, "SSH-2.0-OpenSSH_9.6\r\n"),
        GARBAGE_STATUS(BROKE, "HTTP/1.1 huh OK\r\nContent-Length: 0\r\n\r\n"),
        GARBAGE_HEADER(BROKE, "HTTP/1.1 200 OK\r\nno colon here\r\n\r\n"),
        GARBAGE_LENGTH(BROKE, "HTTP/1.1 200 OK\r\nContent-Length: secret\r\n\r\n"),
        OVERSIZED_HEADER(BROKE, "HTTP/1.1 200 OK\r\nA: " + "a".repeat(70_000) + "\r\n\r\n");

        private final String reason;
        private final String sent;

        Fault(String reason, String sent) {
            this.reason = reason;
            this.sent = sent;
        }

        /** Reads a request, then misbehaves. */
        static void act(Socket socket) throws Exception {
            Fault fault = valueOf(request(socket.getInputStream()).split("[/ ]")[2]);
            socket.getOutputStream().write(fault.sent.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            if (fault.name().startsWith("RESET")) {
                Thread.sleep(fault.sent.isEmpty() ? 0 : 50);
                socket.setSoLinger(true, 0);
            }
        }

        private static String request(InputStream in) throws Exception {
            StringBuilder request = new StringBuilder();
            while (request.indexOf("}") < 0) {
                request.append((char) in.read());
            }
            return request.toString();
        }
    }

    private RawUpstream upstream;
    private ServerSocket plain;
    private ServerSocket untrusted;
    private RawUpstream silent;
    private FaultGateway gateway;

    @BeforeAll
    void start() throws Exception {
        upstream = RawUpstream.connecting(Fault::act);
        plain = answering(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        untrusted = answering(
                selfSigned().getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        silent = RawUpstream.connecting(socket -> socket.getInputStream().read(new byte[16 * 1024]));
        ServerSocket refusing = new ServerSocket(0);
        refusing.close();
        gateway = FaultGateway.start(FaultGateway.routes(upstream.origin(), "timeouts: { connect: 5s }")
                + """
                  - { path: /refused, provider: openai, target: "http://127.0.0.1:%d", keys: [{ value: k }] }
                  - { path: /refused-anthropic, provider: anthropic, target: "http://127.0.0.1:%1$d", keys: [{ value: k }] }
                  - { path: /refused-azure, provider: azure, keys: [{ value: k, endpoint: "http://127.0.0.1:%1$d" }] }
                  - { path: /refused-genai, provider: genai, target: "http://127.0.0.1:%1$d", keys: [{ value: k }] }
                  - { path: /dns, provider: openai, target: "http://no-such-host.invalid", keys: [{ value: k }] }
                  - { path: /plain, provider: openai, target: "https://127.0.0.1:%d", keys: [{ value: k }] }
                  - { path: /untrusted, provider: openai, target: "https://127.0.0.1:%d", keys: [{ value: k }] }
                  - { path: /silent, provider: openai, target: "https://127.0.0.1:%d", keys: [{ value: k }] }
                """.formatted(
                        refusing.getLocalPort(), plain.getLocalPort(), untrusted.getLocalPort(), silent.port()));
    }

    @AfterAll
    void stop() throws Exception {
        plain.close();
        untrusted.close();
        silent.close();
        gateway.closeQuiet();
        FaultGateway.await("closed upstream connections", () -> upstream.connections() == 0);
        upstream.close();
    }

    static Stream<Arguments> faults() {
        Stream<Arguments> connected = Stream.of(Fault.values())
                .map(fault -> Arguments.of("/openai/" + fault + "/x", "/openai", fault.reason));
        return Stream.concat(
                connected,
                Stream.of(
                        Arguments.of("/refused/x", "/refused", "the connection was refused"),
                        Arguments.of("/dns/x", "/dns", "its host name does not resolve"),
                        Arguments.of("/plain/x", "/plain", "the TLS handshake failed"),
                        Arguments.of("/silent/x", "/silent", "the TLS handshake failed"),
                        Arguments.of("/untrusted/x", "/untrusted", "the TLS handshake failed")));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void answers502OverHttp1(String path, String route, String reason) throws Exception {
        HttpMessage answer = post(path);
        assertEquals(502, answer.status());
        assertEquals("upstream-unreachable", answer.header("gangway-error"));
        assertEquals("application/json", answer.header("content-type"));
        assertNull(answer.header("x-should-retry"));
        assertEquals(openAi(route, reason), answer.text());
        assertRecord(answer.header("gangway-request-id"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void answers502OverHttp2(String path, String route, String reason) throws Exception {
        try (H2Client client = new H2Client(gateway.port())) {
            H2Client.Call call = client.call("POST", path, false);
            call.data("{\"model\":\"m\"}".getBytes(StandardCharsets.UTF_8), true)
                    .get();
            MetaData.Response head = call.head();
            assertEquals("end", call.end());
            assertEquals(502, head.getStatus());
            assertEquals("upstream-unreachable", head.getHttpFields().get("gangway-error"));
            assertEquals(openAi(route, reason), call.body());
            assertRecord(head.getHttpFields().get("gangway-request-id"));
        }
    }

    /** The message is ours alone: a Java exception names addresses, hosts and classes. */
    private static String openAi(String route, String reason) {
        return "{\"error\":{\"message\":\"The upstream of route " + route + " could not be reached: " + reason
                + ".\",\"type\":\"server_error\",\"param\":null,\"code\":\"upstream-unreachable\"}}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/refused-anthropic/v1/messages | {\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"%s\"}}",
                "/refused-azure/anthropic/v1/messages | {\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"%s\"}}",
                "/refused-azure/openai/v1/responses | {\"error\":{\"message\":\"%s\",\"type\":\"server_error\",\"param\":null,\"code\":\"upstream-unreachable\"}}",
                "/refused-genai/v1beta/models/m:generateContent | {\"error\":{\"code\":502,\"message\":\"%s\",\"status\":\"UNAVAILABLE\"}}"
            })
    void answersInTheProvidersShape(String path, String body) throws Exception {
        HttpMessage answer = post(path);
        String route = path.substring(0, path.indexOf('/', 1));
        assertEquals(502, answer.status());
        assertEquals(
                body.formatted("The upstream of route " + route + " could not be reached: the connection was refused."),
                answer.text());
        assertRecord(answer.header("gangway-request-id"));
    }

    private HttpMessage post(String path) throws Exception {
        return RawClient.exchange(
                gateway.port(), "POST " + path + """
                 HTTP/1.1
                Host: localhost
                Content-Type: application/json
                Content-Length: 13""", "{\"model\":\"m\"}".getBytes(StandardCharsets.UTF_8));
    }

    private void assertRecord(@Nullable String requestId) throws Exception {
        JsonNode written = gateway.record(requestId);
        assertEquals("upstream-unreachable", written.get("error").asString());
        assertEquals("upstream-failed", written.get("end").asString());
        assertEquals(502, written.get("status").asInt());
        assertNotEquals(null, written.get("provider"));
    }

    /** Answers whoever connects with a plain error, as a web server does to TLS on its plaintext port. */
    private static ServerSocket answering(ServerSocket server) {
        Thread thread = new Thread(() -> {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    socket.getInputStream().read(new byte[16 * 1024]);
                    RawUpstream.write(socket.getOutputStream(), "HTTP/1.1 400 Bad\nContent-Length: 0", new byte[0]);
                    // A close with bytes unread would be a reset, which may overtake the answer.
                    socket.setSoTimeout(5000);
                    socket.getInputStream().transferTo(OutputStream.nullOutputStream());
                } catch (Exception e) {
                    // The handshake failed, as it should.
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    private static SSLContext selfSigned() throws Exception {
        Path store = Path.of("target", "test-config", "self-signed.p12").toAbsolutePath();
        Files.createDirectories(store.getParent());
        Files.deleteIfExists(store);
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String arguments = "-genkeypair -alias a -keyalg EC -dname CN=127.0.0.1 -ext san=ip:127.0.0.1"
                + " -storepass changeit -storetype PKCS12 -keystore " + store;
        String command = keytool + " " + arguments;
        assertEquals(
                0, new ProcessBuilder(command.split(" ")).inheritIO().start().waitFor());
        KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }
}
