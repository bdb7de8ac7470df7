package dev.gangway.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.testing.ForkedJvm;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import dev.gangway.testing.TestGateway;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Verifies that the core runs where no library of a cloud is on the class path, and says what to enable where one is needed. */
class CoreAloneTest {

    @TempDir
    private Path directory;

    private static ForkedJvm alone() {
        return new ForkedJvm()
                .without("com/google/auth")
                .without("com/google/http-client")
                .without("software/amazon")
                .without("com/microsoft");
    }

    @Test
    void servesStaticKeys() throws Exception {
        ForkedJvm.Ended ended = alone().run(Serve.class);

        assertEquals("HTTP/1.1 200 OK Bearer upstream-vertex-token", ended.out().strip(), ended::err);
    }

    /** Serves one request. */
    public static final class Serve {

        private Serve() {}

        /** Prints what became of it. */
        public static void main(String[] args) throws Exception {
            String path = "/genai_passthrough/v1/projects/p/locations/l/publishers/google/models/m:x";
            try (RawUpstream upstream = RawUpstream.answering("HTTP/1.1 200 OK\nContent-Length: 0", new byte[0]);
                    TestGateway gateway = TestGateway.start(TestGateway.fourRoutes(upstream.origin()))) {
                String head = "GET " + path + " HTTP/1.1\nHost: localhost\nConnection: close";
                System.out.println(RawClient.exchange(gateway.port(), head, new byte[0])
                                .startLine() + " " + upstream.take().header("authorization"));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "provider: genai, vertex: { keys: [{ google: { adc: true } }] } | vertex.keys[0].google | gangway-google"
                        + " | com.google.auth:google-auth-library-oauth2-http",
                "provider: azure, keys: [{ entra: { managed-identity: true } }] | keys[0].entra | gangway-azure"
                        + " | com.microsoft.azure:msal4j",
                "provider: bedrock, keys: [{ region: us-east-1, aws: { profile: a } }] | keys[0].aws | gangway-aws"
                        + " | software.amazon.awssdk:http-auth-aws and software.amazon.awssdk:auth"
            })
    void namesTheModuleToEnable(String route, String path, String module, String artifact) throws Exception {
        Path file = Files.writeString(directory.resolve("gangway.yaml"), "routes: [{ path: /r, " + route + " }]");

        ForkedJvm.Ended ended = alone().run(Check.class, "--config", file.toString());

        assertEquals(1, ended.exit());
        assertTrue(ended.err().contains("routes[0]." + path + ": needs"), ended::err);
        assertTrue(ended.err().contains("--add-modules=" + module + ")"), ended::err);
        assertTrue(ended.err().contains("add " + artifact + " to the class path"), ended::err);
    }
}
