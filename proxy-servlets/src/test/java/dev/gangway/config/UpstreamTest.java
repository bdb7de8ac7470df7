package dev.gangway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.config.ConfigException.Problem;
import dev.gangway.config.UpstreamConfig.ClientCertificate;
import dev.gangway.config.UpstreamConfig.ProxyConfig;
import dev.gangway.credential.Secret;
import dev.gangway.testing.Identity;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Verifies the {@code upstream} block: proxies as other tools write them, and PEM files with all that is wrong with them. */
class UpstreamTest {

    private static final String ROUTES = "routes: [{ path: /r, provider: openai }]\nupstream: { %s }";

    @TempDir
    static Path directory;

    private static Identity one;
    private static Identity other;

    @BeforeAll
    static void make() throws Exception {
        one = new Identity(directory, "one", "EC", "dns:one");
        other = new Identity(directory, "other", "EC", "dns:other");
        String key = Files.readString(one.key());
        Files.writeString(directory.resolve("pkcs1"), key.replace("PRIVATE KEY", "RSA PRIVATE KEY"));
        Files.writeString(directory.resolve("locked"), key.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY"));
        Files.writeString(directory.resolve("broken"), key.replace("M", "N"));
        Files.writeString(directory.resolve("cut"), key.substring(0, 90));
        String certificate = Files.readString(one.certificate());
        Files.writeString(directory.resolve("bundle"), certificate + Files.readString(other.certificate()) + key);
        Files.writeString(directory.resolve("badcrt"), certificate.replace("MII", "MIJ"));
    }

    private static UpstreamConfig read(String settings) throws ConfigException {
        return Configs.parse(Map.of("NO_PROXY", "localhost, .Corp.test ,10.0.0.0/8"), ROUTES.formatted(settings))
                .upstream();
    }

    @Test
    void readsFilesOfSeveralBlocks() throws Exception {
        String bundle = directory.resolve("bundle").toString();
        UpstreamConfig config = read("ca-file: '%1$s', client-cert: '%1$s', client-key: '%1$s'".formatted(bundle));

        assertEquals(
                List.of(one.store().getCertificate("it"), other.store().getCertificate("it")), config.caCertificates());
        ClientCertificate client = config.client();
        assertNotNull(client);
        assertEquals(one.store().getKey("it", Identity.PASSWORD.toCharArray()), client.key());
        assertEquals("ClientCertificate[CN=one]", client.toString());
    }

    @Test
    void readsProxies() throws Exception {
        assertEquals(
                new ProxyConfig(
                        URI.create("http://proxy.corp.test:3128"),
                        "al+ice",
                        Secret.of("a:b@c"),
                        List.of("localhost", ".corp.test", "10.0.0.0/8")),
                read("proxy: 'http://al+ice:a:b%40c@Proxy.corp.test:3128/', no-proxy: '${NO_PROXY}'")
                        .proxy());
        ProxyConfig plain = read("proxy: 'https://proxy', no-proxy: ['*.corp.test', 'a:8443', '::1']")
                .proxy();
        assertNotNull(plain);
        assertEquals("", plain.user());
        assertEquals(List.of(".corp.test", "a:8443", "::1"), plain.direct());
        assertFalse(read("proxy: 'http://a:hush@p'").toString().contains("hush"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ca-file | one.crt | must be the absolute path",
                "ca-file | /none | does not exist",
                "ca-file | DIR | is a directory",
                "ca-file | DIR/one.key | has no -----BEGIN CERTIFICATE-----",
                "ca-file | DIR/badcrt | certificate that cannot be read",
                "client-key | DIR/one.crt | has no -----BEGIN PRIVATE KEY----- (line",
                "client-key | DIR/pkcs1 | convert the key it has with openssl pkcs8 -topk8 -nodes",
                "client-key | DIR/locked | convert the key it has with openssl pkcs8 -topk8 -nodes",
                "client-key | DIR/broken | neither RSA, EC nor EdDSA",
                "client-key | DIR/cut | neither RSA, EC nor EdDSA",
                "proxy | proxy:3128 | https:// or http://",
                "proxy | socks5://proxy | https:// or http://",
                "proxy | http://proxy/path | without a path",
                "proxy | http://hush@proxy | user:password",
                "proxy | http://:hush@proxy | user:password",
                "no-proxy | 'http://x' | an address or a CIDR block",
                "no-proxy | 'a b' | must be a host",
                "no-proxy | 'a*' | must be a host",
                "no-proxy | '*a' | must be a host",
                "no-proxy | '10.0.0.0/33' | a CIDR block",
            })
    void mistakes(String setting, String value, String message) {
        String text = setting + ": \"" + value.replace("'", "").replace("DIR", directory.toString()) + "\"";
        List<Problem> problems = Configs.problems(ROUTES.formatted(text));

        Problem problem = problems.stream()
                .filter(p -> p.path().equals("upstream." + setting))
                .findFirst()
                .orElseThrow(() -> new AssertionError(problems));
        assertTrue(problem.message().contains(message), problems.toString());
        assertFalse(problems.toString().contains("hush"), problems.toString());
    }

    @Test
    void certificateAndKeyBelongTogether() {
        String certificate = "client-cert: '" + one.certificate() + "'";

        assertEquals(List.of("upstream.client-key"), Configs.paths(Configs.problems(ROUTES.formatted(certificate))));
        List<Problem> problems =
                Configs.problems(ROUTES.formatted(certificate + ", client-key: '" + other.key() + "'"));
        assertEquals(List.of("upstream.client-key"), Configs.paths(problems));
        assertTrue(problems.get(0).message().contains("is not the key of the first certificate"));
    }
}
