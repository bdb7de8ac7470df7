package dev.gangway.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import dev.gangway.testing.TestGateway;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Objects;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Verifies over sockets which peers and hosts the loopback rule and the networks let in. */
class LoopbackWireTest {

    private static RawUpstream upstream;
    private static TestGateway local;

    @BeforeAll
    static void start() throws Exception {
        upstream = RawUpstream.answering("HTTP/1.1 200 OK\nContent-Length: 2", new byte[] {'o', 'k'});
        local = TestGateway.start(TestGateway.fourRoutes(upstream.origin()).replace("anyone", "loopback"));
    }

    @AfterAll
    static void stop() {
        local.close();
        upstream.close();
    }

    @AfterEach
    void nothingElseArrived() throws Exception {
        List<HttpMessage> left = upstream.received();
        for (int i = 0; i < left.size(); i++) {
            upstream.take();
        }
        assertEquals(List.of(), left);
    }

    private static HttpMessage send(String head) throws Exception {
        return RawClient.exchange(local.port(), head, new byte[0]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /openai_passthrough/x HTTP/1.1\nHost: localhost",
                "GET /openai_passthrough/x HTTP/1.1\nHost: 127.0.0.1:1\nOrigin: http://localhost:3000",
                "GET /openai_passthrough/x HTTP/1.1\nHost: [::1]:8080\nSec-Fetch-Site: none",
                "GET /openai_passthrough/x HTTP/1.0\nHost: localhost.",
                "GET http://localhost/openai_passthrough/x HTTP/1.1\nHost: localhost",
            })
    void aLocalProgramIsLetIn(String head) throws Exception {
        assertEquals(200, send(head).status());
        assertEquals("/x", upstream.take().target());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /openai_passthrough/x HTTP/1.1\nHost: evil.com",
                "GET /openai_passthrough/x HTTP/1.0",
                "GET http://localhost/openai_passthrough/x HTTP/1.0",
                "GET http://evil.com/openai_passthrough/x HTTP/1.0",
                "GET http://evil.com/openai_passthrough/x HTTP/1.1\nHost: localhost",
                "GET http://localhost/openai_passthrough/x HTTP/1.1\nHost: evil.com",
                "GET /openai_passthrough/x HTTP/1.1\nHost: localhost\nHost: localhost",
                "GET /openai_passthrough/x HTTP/1.1\nHost: localhost\nForwarded: for=127.0.0.1",
                "GET /openai_passthrough/x HTTP/1.1\nHost: localhost\nX-Forwarded-Anything:",
                "GET /openai_passthrough/x HTTP/1.1\nHost: localhost\nX-Real-IP: 127.0.0.1",
                "GET /openai_passthrough/x HTTP/1.1\nHost: localhost\nVIA: 1.0 x",
                "GET /openai_passthrough/x HTTP/1.1\nHost: localhost\nOrigin: null",
                "POST /openai_passthrough/x HTTP/1.1\nHost: localhost\nContent-Length: 0\nOrigin: https://evil.com",
                "GET /openai_passthrough/x HTTP/1.1\nHost: localhost\nSec-Fetch-Site: cross-site",
                "OPTIONS /openai_passthrough/x HTTP/1.1\nHost: localhost\nOrigin: https://evil.com",
                // A client's own word for where it is does not count.
                "GET /openai_passthrough/x HTTP/1.1\nHost: evil.com\nX-Pass-Host: localhost",
            })
    void whatSpeaksOfElsewhereIsKeptOut(String head) throws Exception {
        HttpConfiguration http = local.connector()
                .getConnectionFactory(HttpConnectionFactory.class)
                .getHttpConfiguration();
        HttpCompliance before = http.getHttpCompliance();
        // What Jetty would refuse itself gets through, so that the gateway has to.
        http.setHttpCompliance(before.with(
                "lenient",
                HttpCompliance.Violation.MISMATCHED_AUTHORITY,
                HttpCompliance.Violation.DUPLICATE_HOST_HEADERS));
        try {
            HttpMessage answer = send(head);
            assertEquals("forbidden", answer.header("gangway-error"));
            assertEquals(403, answer.status());
        } finally {
            http.setHttpCompliance(before);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "loopback, '', 127.0.0.1, 200",
        "loopback, '', 127.8.8.8, 200",
        "loopback, 127.8.0.0/16, 127.8.8.8, 200",
        "loopback, 127.8.0.0/16, 127.9.8.8, 403",
        "anyone, 127.8.0.1/16, 127.8.8.8, 200",
        "anyone, 127.8.0.1/16, 127.0.0.1, 403",
        "anyone, '10.0.0.0/8, 127.8.8.8', 127.8.8.8, 200",
        "anyone, '::/0', 127.0.0.1, 403",
        "anyone, '::ffff:127.8.0.0/112', 127.8.8.8, 200",
    })
    void thePeersAddress(String callers, String networks, String peer, int status) throws Exception {
        String list = networks.isEmpty() ? "" : ", networks: ['" + networks.replace(", ", "', '") + "']";
        String yaml =
                TestGateway.fourRoutes(upstream.origin()).replace("callers: anyone", "callers: " + callers + list);
        try (TestGateway gateway = TestGateway.start(yaml);
                Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(peer, 0));
            socket.connect(new InetSocketAddress("127.0.0.1", gateway.port()));
            assertEquals(status, answer(socket).status());
        }
        assertEquals(status == 200 ? 1 : 0, upstream.received().size());
        if (status == 200) {
            upstream.take();
        }
    }

    @Test
    void aPeerOnIpv6Loopback() throws Exception {
        Assumptions.assumeTrue(hasIpv6());
        ServerConnector connector = new ServerConnector(local.server());
        connector.setHost("::1");
        local.server().addConnector(connector);
        connector.start();
        try (Socket socket = new Socket("::1", connector.getLocalPort())) {
            assertEquals(200, answer(socket).status());
            upstream.take();
        } finally {
            connector.stop();
            local.server().removeConnector(connector);
        }
    }

    private static HttpMessage answer(Socket socket) throws Exception {
        RawUpstream.write(socket.getOutputStream(), "GET /openai_passthrough/x HTTP/1.1\nHost: localhost", new byte[0]);
        return Objects.requireNonNull(HttpMessage.read(socket.getInputStream(), false));
    }

    private static boolean hasIpv6() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
            return probe.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
