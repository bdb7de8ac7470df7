package dev.gangway.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.testing.EntraStandIn;
import dev.gangway.testing.FaultGateway;
import dev.gangway.testing.GoogleStandIn;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.Identity;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import dev.gangway.testing.TestGateway;
import dev.gangway.testing.Tunnel;
import jakarta.servlet.ServletContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.eclipse.jetty.client.HttpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Verifies over sockets that token services are reached as upstreams are: through the proxy, with a company's authority. */
class CloudNetworkTest {

    private static final String VERTEX = "/r/v1/projects/p/locations/us-central1/publishers/google/models/m:x";
    private static final String AZURE = "/r/openai/deployments/d/x";

    @TempDir
    static Path directory;

    private static Identity company;
    private static GoogleStandIn google;
    private static EntraStandIn entra;
    private static Tunnel googleTls;
    private static Tunnel entraTls;

    @BeforeAll
    static void start() throws Exception {
        company = new Identity(directory, "company", "EC", "dns:oauth2.corp.test,dns:login.corp.test");
        google = new GoogleStandIn();
        entra = new EntraStandIn();
        googleTls = new Tunnel(company, google.port());
        entraTls = new Tunnel(company, entra.port());
    }

    @AfterAll
    static void stop() throws Exception {
        googleTls.close();
        entraTls.close();
        google.close();
        entra.close();
    }

    /** The upstream is on this machine, so only the token service is beyond the proxy. */
    private static String vertex(String upstreamBlock, String google) {
        return """
                access: { callers: anyone }
                upstream: { %s }
                routes:
                  - path: /r
                    provider: genai
                    vertex: { target: "%s", keys: [{ google: %s }] }
                """.formatted(upstreamBlock, CloudNetworkTest.google.origin(), google);
    }

    private static String serviceAccount() throws Exception {
        Path file = Files.writeString(directory.resolve("key.json"), google.serviceAccount("https://oauth2.corp.test"));
        return "{ credentials-file: \"" + file + "\" }";
    }

    private static String azure(String upstreamBlock) {
        return """
                access: { callers: anyone }
                upstream: { %s }
                routes:
                  - path: /r
                    provider: azure
                    keys:
                      - endpoint: "%s"
                        api-version: v1
                        entra: { authority: "https://login.corp.test", tenant: %s, client-id: %s, client-secret: %s }
                """.formatted(
                        upstreamBlock, entra.origin(), EntraStandIn.TENANT, EntraStandIn.CLIENT, EntraStandIn.SECRET);
    }

    private static String through(RawUpstream proxy) {
        return "proxy: \"http://alice:s%40cret@127.0.0.1:" + proxy.port() + "\"";
    }

    private static String trusting() {
        return "ca-file: \"" + company.certificate() + "\"";
    }

    private static HttpMessage call(String yaml, String path) throws Exception {
        try (TestGateway gateway = TestGateway.start(yaml)) {
            return get(gateway.port(), path);
        }
    }

    private static HttpMessage get(int port, String path) throws Exception {
        return RawClient.exchange(port, "GET " + path + " HTTP/1.1\nHost: localhost\nConnection: close", new byte[0]);
    }

    private static void assertTunnelled(String host, RawUpstream proxy) throws Exception {
        HttpMessage connect = proxy.take();
        assertEquals("CONNECT " + host + ":443 HTTP/1.1", connect.startLine());
        assertEquals("Basic YWxpY2U6c0BjcmV0", connect.header("proxy-authorization"));
        assertEquals(List.of(), proxy.received());
    }

    @Test
    void googlesTokensComeThroughTheProxy() throws Exception {
        try (RawUpstream proxy = Tunnel.proxy(googleTls.port())) {
            HttpMessage answer = call(vertex(trusting() + ", " + through(proxy), serviceAccount()), VERTEX);

            assertEquals(200, answer.status(), answer::text);
            assertTunnelled("oauth2.corp.test", proxy);
        }
    }

    @Test
    void entrasTokensComeThroughTheProxy() throws Exception {
        try (RawUpstream proxy = Tunnel.proxy(entraTls.port())) {
            HttpMessage answer = call(azure(trusting() + ", " + through(proxy)), AZURE);

            assertEquals(200, answer.status(), answer::text);
            assertTunnelled("login.corp.test", proxy);
        }
    }

    /** A reason that says where to look: the trust, the proxy, or the way to it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "untrusting | the TLS handshake with it failed",
                "refused | the proxy did not let the gateway reach it, and answered 407",
                "gone | it could not be reached",
                "direct | its host name does not resolve",
            })
    void theReasonNamesWhatIsWrong(String how, String reason) throws Exception {
        try (RawUpstream proxy = Tunnel.proxy(googleTls.port());
                RawUpstream refusing = RawUpstream.answering(
                        "HTTP/1.1 407 Proxy Authentication Required\nContent-Length: 0", new byte[0]);
                RawUpstream gone = Tunnel.proxy(googleTls.port())) {
            String block = switch (how) {
                case "untrusting" -> through(proxy);
                case "refused" -> trusting() + ", " + through(refusing);
                case "gone" -> trusting() + ", " + through(gone);
                default -> trusting() + ", no-proxy: .corp.test, " + through(proxy);
            };
            gone.close();
            for (String yaml : List.of(vertex(block, serviceAccount()), azure(block))) {
                HttpMessage answer = call(yaml, yaml.contains("entra") ? AZURE : VERTEX);

                assertEquals(503, answer.status());
                assertEquals("no-credential", answer.header("gangway-error"));
                assertTrue(answer.text().contains(": " + reason + "."), answer::text);
            }
        }
    }

    /** Google's metadata server is on the machine's own link; here there is none. */
    @Test
    void theMetadataServerNeedsNoProxy() throws Exception {
        try (RawUpstream proxy = Tunnel.proxy(googleTls.port())) {
            HttpMessage answer = call(vertex(through(proxy), "{ metadata: true }"), VERTEX);

            assertEquals(503, answer.status());
            assertEquals(List.of(), proxy.received());
        }
    }

    /** The key is the same, so its cache is; the next call goes the new way, and the old way is nobody's any more. */
    @Test
    void aReloadChangesTheWay() throws Exception {
        try (RawUpstream refusing = RawUpstream.answering("HTTP/1.1 403 No\nContent-Length: 0", new byte[0]);
                RawUpstream proxy = Tunnel.proxy(googleTls.port())) {
            String key = serviceAccount();
            String off = "\nreload: off\n";
            Path file = ReloadingGateway.file(directory, vertex(trusting() + ", " + through(refusing), key) + off);
            try (ReloadingGateway gateway = ReloadingGateway.start(file)) {
                assertEquals(503, gateway.get(VERTEX).status());
                HttpClient before = client(gateway.gateway());
                Files.writeString(file, vertex(trusting() + ", " + through(proxy), key) + off);
                assertEquals("ok", gateway.reload());
                FaultGateway.await("the end of the old client", before::isStopped);
                FaultGateway.await("a token", () -> gateway.get(VERTEX).status() == 200);
            }
        }
    }

    private static HttpClient client(TestGateway gateway) {
        ServletContext context = gateway.context().getServletContext();
        String name = Collections.list(context.getAttributeNames()).stream()
                .filter(attribute -> attribute.endsWith(".HttpClient"))
                .findFirst()
                .orElseThrow();
        return (HttpClient) context.getAttribute(name);
    }
}
