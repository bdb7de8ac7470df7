package dev.gangway.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gangway.config.ConfigLoader;
import dev.gangway.config.GatewayConfig;
import dev.gangway.testing.CapturedLog;
import dev.gangway.testing.GoogleStandIn;
import dev.gangway.testing.Identity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Verifies that the start warns of a file with a private key that every user of the machine can read. */
class OpenKeyFilesTest {

    @TempDir
    static Path directory;

    private static Path google;
    private static Identity entra;

    @BeforeAll
    static void write() throws Exception {
        try (GoogleStandIn standIn = new GoogleStandIn()) {
            google = Files.writeString(directory.resolve("google.json"), standIn.serviceAccount());
        }
        entra = new Identity(directory, "entra", "RSA", "dns:gateway");
    }

    private static void assertWarns(boolean expected, String route, Path file, String permissions) throws Exception {
        assertYamlWarns(expected, "routes: [{ path: /r, " + route + " }]", file, permissions);
    }

    private static void assertYamlWarns(boolean expected, String yaml, Path file, String permissions) throws Exception {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        GatewayConfig config = ConfigLoader.system().parse(yaml, "test");
        try (CapturedLog log = new CapturedLog()) {
            Banner.print(config, served -> true);

            assertEquals(
                    expected,
                    log.text().contains(file + " can be read by every user of this machine; take that away: chmod o-r"),
                    log::text);
        }
    }

    @ParameterizedTest
    @CsvSource({"rw-r--r--, true", "rw----r--, true", "rw-r-----, false", "rw-------, false"})
    void ofGoogle(String permissions, boolean expected) throws Exception {
        String route = "provider: genai, vertex: { keys: [{ google: { credentials-file: \"" + google + "\" } }] }";

        assertWarns(expected, route, google, permissions);
    }

    @ParameterizedTest
    @CsvSource({"rw-r--r--, true", "rw-r-----, false"})
    void ofTheClientThatUpstreamsSee(String permissions, boolean expected) throws Exception {
        String yaml = "upstream: { client-cert: \"" + entra.certificate() + "\", client-key: \"" + entra.key()
                + "\" }\nroutes: [{ path: /r, provider: openai }]";

        assertYamlWarns(expected, yaml, entra.key(), permissions);
    }

    @ParameterizedTest
    @CsvSource({"rw-r--r--, true", "rw-r-----, false"})
    void ofEntra(String permissions, boolean expected) throws Exception {
        String route =
                "provider: azure, keys: [{ endpoint: \"https://a.test\", entra: { tenant: t, client-id: c, client-cert: \""
                        + entra.certificate() + "\", client-key: \"" + entra.key() + "\" } }]";

        assertWarns(expected, route, entra.key(), permissions);
    }
}
