package dev.gangway.credential.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.credential.Bearer;
import dev.gangway.credential.EntraSettings;
import dev.gangway.credential.EntraSettings.Proof;
import dev.gangway.credential.Secret;
import dev.gangway.credential.Token;
import dev.gangway.credential.TokenException;
import dev.gangway.testing.CapturedLog;
import dev.gangway.testing.EntraStandIn;
import dev.gangway.testing.ForkedJvm;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.Identity;
import dev.gangway.testing.JdkHttp;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RepeatingTokens;
import dev.gangway.testing.TestGateway;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verifies every way to a token of Entra against a stand-in that checks what it is shown. */
class EntraTokensTest {

    private static final String AUTHORITY = "https://login.microsoftonline.com/" + EntraStandIn.TENANT;

    @TempDir
    private Path directory;

    private EntraStandIn entra;

    @BeforeEach
    void start() throws IOException {
        entra = new EntraStandIn();
    }

    @AfterEach
    void stop() {
        entra.close();
    }

    private Token<Bearer> fetch(Proof proof) throws TokenException {
        return new EntraTokens(
                        new EntraSettings(AUTHORITY, EntraStandIn.CLIENT, proof, List.of()),
                        EntraStandIn.SCOPE,
                        new JdkHttp(this::instead))
                .fetch();
    }

    /** Leads to the stand-in what is meant for Microsoft. */
    private URI instead(URI of) {
        String query = of.getRawQuery() == null ? "" : "?" + of.getRawQuery();
        return URI.create(entra.origin() + of.getRawPath() + query);
    }

    private void assertIssued(Token<Bearer> token) {
        assertTrue(entra.issued(token.value().token().reveal()));
        long life = Duration.between(Instant.now(), Objects.requireNonNull(token.expiresAt()))
                .toSeconds();
        assertTrue(life > 3500 && life <= 3600, () -> "lives " + life);
    }

    @Test
    void aSecretIsShown() throws Exception {
        assertIssued(fetch(new Proof.ClientSecret(Secret.of(EntraStandIn.SECRET))));
        assertIssued(fetch(new Proof.ClientSecret(Secret.of(EntraStandIn.SECRET))));
        assertEquals(2, entra.calls());
    }

    /** Not in a pool of the whole JVM, where one tenant that hangs would hold up all others. */
    @Test
    void theThreadThatAsksMakesTheCall() throws Exception {
        AtomicReference<Thread> caller = new AtomicReference<>();
        JdkHttp http = new JdkHttp(this::instead);
        Proof proof = new Proof.ClientSecret(Secret.of(EntraStandIn.SECRET));

        new EntraTokens(
                        new EntraSettings(AUTHORITY, EntraStandIn.CLIENT, proof, List.of()),
                        EntraStandIn.SCOPE,
                        call -> {
                            caller.set(Thread.currentThread());
                            return http.send(call);
                        })
                .fetch();

        assertSame(Thread.currentThread(), caller.get());
    }

    @Test
    void aCertificateSignsAnAssertion() throws Exception {
        Identity identity = new Identity(directory, "gateway", "RSA", "dns:localhost");
        X509Certificate certificate = (X509Certificate) identity.store().getCertificate("it");
        PrivateKey key = (PrivateKey) identity.store().getKey("it", Identity.PASSWORD.toCharArray());
        entra.trust(certificate.getPublicKey());

        assertIssued(fetch(new Proof.Certificate(List.of(certificate), key)));
    }

    @Test
    void aFederatedTokenIsReadAnewEachTime() throws Exception {
        Path file = Files.writeString(directory.resolve("token"), EntraStandIn.FEDERATED + "\n");
        assertIssued(fetch(new Proof.FederatedToken(file)));
        Files.delete(file);

        TokenException failure = assertThrows(TokenException.class, () -> fetch(new Proof.FederatedToken(file)));
        assertEquals("its credentials file cannot be read", failure.reason());
    }

    @Test
    void entrasReasonIsToldAndNoSecret() {
        String wrong = "wrong-secret-of-the-gateway-that-is-long";

        TokenException failure =
                assertThrows(TokenException.class, () -> fetch(new Proof.ClientSecret(Secret.of(wrong))));

        assertTrue(failure.reason().startsWith("it answered 401: invalid_client: AADSTS7000215"), failure.reason());
        assertFalse(failure.reason().contains(wrong), failure.reason());
    }

    /** Short and odd ones too, which nothing but the call itself tells from words; and Microsoft's library logs what it hears. */
    @Test
    void nothingOfACallIsRepeated() throws Exception {
        Path file = Files.writeString(directory.resolve("token"), "f3derated");
        for (Proof proof : List.of(new Proof.ClientSecret(Secret.of("s+cr!t&9")), new Proof.FederatedToken(file))) {
            EntraSettings settings = new EntraSettings(AUTHORITY, EntraStandIn.CLIENT, proof, List.of());
            try (CapturedLog log = new CapturedLog()) {
                TokenException failure = assertThrows(
                        TokenException.class,
                        () -> new EntraTokens(settings, EntraStandIn.SCOPE, new RepeatingTokens()).fetch());

                String said = failure.reason() + log.text();
                assertTrue(failure.reason().startsWith("invalid_grant: Refused: "), failure.reason());
                for (String secret : List.of("s+cr!t&9", "s%2Bcr%21t%269", "f3derated")) {
                    assertFalse(said.contains(secret), said);
                }
            }
        }
    }

    /** In a JVM of its own: what a managed identity is, the environment says. Also through the gateway, to both scopes. */
    @Test
    void aManagedIdentityAndTheScopeOfEachPath() throws Exception {
        ForkedJvm.Ended ended = new ForkedJvm()
                .variable("IDENTITY_ENDPOINT", entra.origin() + "/identity")
                .variable("IDENTITY_HEADER", EntraStandIn.HEADER)
                .run(Serve.class, entra.origin());

        assertEquals("200 cognitiveservices.azure.com\n200 ai.azure.com\n200 ai.azure.com\n", ended.out(), ended::err);
        assertEquals(2, entra.calls());
    }

    /** A gateway with a managed identity. */
    public static final class Serve {

        private Serve() {}

        /** Prints what becomes of a call of each kind: the stand-in says which token it saw. */
        public static void main(String[] args) throws Exception {
            try (TestGateway gateway = TestGateway.start("""
                    access: { callers: anyone }
                    routes:
                      - path: /azure
                        provider: azure
                        keys: [{ endpoint: "%s", api-version: v1, entra: { managed-identity: true } }]
                    """.formatted(args[0]))) {
                for (String path : List.of("/openai/deployments/d/x", "/v1/messages", "/api/projects/p/x")) {
                    HttpMessage answer = RawClient.exchange(
                            gateway.port(),
                            "GET /azure" + path + " HTTP/1.1\nHost: x\napi-key: clients\nConnection: close",
                            new byte[0]);
                    System.out.println(answer.status() + " " + answer.text());
                }
            }
        }
    }
}
