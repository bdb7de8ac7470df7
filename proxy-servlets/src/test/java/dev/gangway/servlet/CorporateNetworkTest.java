package dev.gangway.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.testing.Bytes;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.Identity;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import dev.gangway.testing.TestGateway;
import dev.gangway.testing.TlsUpstream;
import dev.gangway.testing.Tunnel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Verifies over sockets how upstreams are reached from a company's network: its authorities, client certificates, proxies. */
class CorporateNetworkTest {

    @TempDir
    static Path directory;

    private static Identity server;
    private static Identity client;
    private static TlsUpstream plainTls;
    private static TlsUpstream mutualTls;

    @BeforeAll
    static void start() throws Exception {
        server = new Identity(directory, "server", "EC", "dns:localhost,dns:llm.corp.test");
        client = new Identity(directory, "client", "RSA", "dns:client");
        plainTls = new TlsUpstream(server, null);
        mutualTls = new TlsUpstream(server, client);
    }

    @AfterAll
    static void stop() throws Exception {
        plainTls.close();
        mutualTls.close();
    }

    private static HttpMessage call(String upstreamBlock, String target) throws Exception {
        String yaml = """
                access: { callers: anyone }
                upstream: { %s }
                routes: [{ path: /r, target: "%s", timeouts: { connect: 5s } }]
                """.formatted(upstreamBlock, target);
        try (TestGateway gateway = TestGateway.start(yaml)) {
            return RawClient.exchange(
                    gateway.port(), "GET /r/x?a=1 HTTP/1.1\nHost: localhost\nProxy-Authorization: c", new byte[0]);
        }
    }

    private static String trusting() {
        return "ca-file: \"" + server.certificate() + "\"";
    }

    private static String showing(Identity identity) {
        return ", client-cert: \"" + identity.certificate() + "\", client-key: \"" + identity.key() + "\"";
    }

    private static void assertUnreachable(HttpMessage answer, String reason) {
        assertEquals(502, answer.status());
        String body = new String(answer.body(), StandardCharsets.UTF_8);
        assertTrue(body.contains(reason), body);
    }

    @Test
    void aCompanysAuthorityIsTrusted() throws Exception {
        String target = "https://localhost:" + plainTls.port();

        assertUnreachable(call("max-connections: 9", target), "the TLS handshake failed");
        assertEquals(200, call(trusting(), target).status());
        assertEquals("GET /x?a=1 HTTP/1.1", plainTls.received().get(0).startLine());
    }

    /** A trusted certificate of another host is still the wrong one. */
    @Test
    void theHostsNameMustStillBeRight() throws Exception {
        assertUnreachable(call(trusting(), "https://127.0.0.1:" + plainTls.port()), "the TLS handshake failed");
    }

    @Test
    void showsItsCertificate() throws Exception {
        String target = "https://localhost:" + mutualTls.port();

        assertEquals(502, call(trusting(), target).status());
        assertEquals(200, call(trusting() + showing(client), target).status());
        assertEquals(List.of("CN=client"), mutualTls.peers());
        assertEquals(502, call(trusting() + showing(server), target).status());
    }

    /** The name is the proxy's to resolve, the tunnel hides all else from it, and its password goes no further. */
    @Test
    void tunnelsThroughAProxy() throws Exception {
        try (RawUpstream proxy = Tunnel.proxy(plainTls.port())) {
            int before = plainTls.received().size();
            String url = "proxy: \"http://alice:s%40cret@127.0.0.1:" + proxy.port() + "\"";

            assertEquals(
                    200, call(trusting() + ", " + url, "https://llm.corp.test").status());

            HttpMessage connect = proxy.take();
            assertEquals("CONNECT llm.corp.test:443 HTTP/1.1", connect.startLine());
            assertEquals("Basic YWxpY2U6c0BjcmV0", connect.header("proxy-authorization"));
            HttpMessage sent = plainTls.received().get(before);
            assertEquals("GET /x?a=1 HTTP/1.1", sent.startLine());
            assertEquals("llm.corp.test", sent.header("host"));
            assertNull(sent.header("proxy-authorization"));
        }
    }

    @Test
    void plainHttpGoesToTheProxyWhole() throws Exception {
        try (RawUpstream proxy = RawUpstream.answering("HTTP/1.1 200 OK\nContent-Length: 2", Bytes.utf8("ok"))) {
            assertEquals(
                    200,
                    call("proxy: " + proxy.origin(), "http://plain.corp.test").status());
            assertEquals(
                    "GET http://plain.corp.test/x?a=1 HTTP/1.1", proxy.take().startLine());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", no-proxy: \"other.test, localhost\"", ", no-proxy: [\"*\"]"})
    void thisMachineNeedsNoProxy(String noProxy) throws Exception {
        try (RawUpstream proxy = RawUpstream.answering("HTTP/1.1 500 No", new byte[0])) {
            String block = trusting() + ", proxy: " + proxy.origin() + noProxy;

            assertEquals(
                    200, call(block, "https://localhost:" + plainTls.port()).status());
            assertEquals(List.of(), proxy.received());
        }
    }

    @ParameterizedTest
    @CsvSource({"407 Proxy Authentication Required", "403 Forbidden", "502 Bad Gateway"})
    void whatTheProxyRefusesIsNoAnswerOfTheUpstream(String status) throws Exception {
        try (RawUpstream proxy =
                RawUpstream.answering("HTTP/1.1 " + status + "\nContent-Length: 2", Bytes.utf8("no"))) {
            HttpMessage answer = call("proxy: " + proxy.origin(), "https://llm.corp.test");

            assertUnreachable(answer, "could not be reached");
            assertEquals("upstream-unreachable", answer.header("gangway-error"));
        }
    }

    @Test
    void aProxyThatIsNotThere() throws Exception {
        try (RawUpstream gone = RawUpstream.answering("", new byte[0])) {
            String origin = gone.origin();
            gone.close();
            assertUnreachable(call("proxy: " + origin, "https://llm.corp.test"), "could not be reached");
        }
    }
}
