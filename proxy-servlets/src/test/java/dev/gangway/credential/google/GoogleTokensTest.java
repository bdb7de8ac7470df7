package dev.gangway.credential.google;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.credential.Bearer;
import dev.gangway.credential.GoogleSettings;
import dev.gangway.credential.GoogleSettings.From;
import dev.gangway.credential.Secret;
import dev.gangway.credential.Token;
import dev.gangway.credential.TokenException;
import dev.gangway.testing.Bytes;
import dev.gangway.testing.ForkedJvm;
import dev.gangway.testing.GoogleStandIn;
import dev.gangway.testing.JdkHttp;
import dev.gangway.testing.RawUpstream;
import dev.gangway.testing.RepeatingTokens;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Verifies every way to a Google token against stand-ins of Google's services, and what is said when there is none. */
class GoogleTokensTest {

    @TempDir
    private Path directory;

    private GoogleStandIn google;

    @BeforeEach
    void start() throws IOException {
        google = new GoogleStandIn();
    }

    @AfterEach
    void stop() {
        google.close();
    }

    private GoogleTokens tokens(
            From from, @Nullable Path file, String json, @Nullable String impersonate, @Nullable String project) {
        return new GoogleTokens(
                new GoogleSettings(from, file, Secret.of(json), impersonate, project),
                GoogleStandIn.SCOPE,
                new JdkHttp(google::instead));
    }

    private Path file(String json) throws IOException {
        return Files.writeString(directory.resolve("credentials.json"), json);
    }

    private static void assertIssued(Token<Bearer> token) {
        Instant expiry = token.expiresAt();
        assertTrue(token.value().token().reveal().startsWith("ya29.stand-in"));
        assertNotNull(expiry);
        long life = Duration.between(Instant.now(), expiry).toSeconds();
        assertTrue(life > 3500 && life <= 3600, () -> "lives " + life);
    }

    @Test
    void aServiceAccountSignsAnAssertion() throws Exception {
        try (GoogleStandIn direct = new GoogleStandIn()) {
            Path file = file(direct.serviceAccount());
            Token<Bearer> token = new GoogleTokens(
                            new GoogleSettings(From.FILE, file, Secret.NONE, null, "billing-project"),
                            GoogleStandIn.SCOPE,
                            new JdkHttp())
                    .fetch();

            assertIssued(token);
            assertEquals(
                    Map.of("x-goog-user-project", "billing-project"),
                    token.value().others());
        }
    }

    @Test
    void theFileMayBeTheConfigurationsOwn() throws Exception {
        try (GoogleStandIn direct = new GoogleStandIn()) {
            assertIssued(new GoogleTokens(
                            new GoogleSettings(From.JSON, null, Secret.of(direct.serviceAccount()), null, null),
                            GoogleStandIn.SCOPE,
                            new JdkHttp())
                    .fetch());
        }
    }

    @Test
    void theMetadataServerIsAsked() throws Exception {
        assertIssued(tokens(From.METADATA, null, "", null, null).fetch());
    }

    /** And by each servlet's own client, although Google's library keeps them for the whole JVM. */
    @Test
    void applicationDefaultsAreFound() throws Exception {
        ForkedJvm.Ended ended = new ForkedJvm()
                .variable(
                        "GOOGLE_APPLICATION_CREDENTIALS",
                        file(google.serviceAccount()).toString())
                .run(Defaults.class);

        assertEquals("true by 1 call\ntrue by 1 call\n", ended.out(), ended::err);
    }

    /** A gateway's JVM with the conventional variable. */
    public static final class Defaults {

        private Defaults() {}

        /** Prints for each of two servlets whether there is a token, and how often its client was asked. */
        public static void main(String[] args) throws Exception {
            for (int servlet = 0; servlet < 2; servlet++) {
                JdkHttp http = new JdkHttp();
                AtomicInteger calls = new AtomicInteger();
                Token<Bearer> token = new GoogleTokens(
                                new GoogleSettings(From.ADC, null, Secret.NONE, null, null),
                                GoogleStandIn.SCOPE,
                                call -> {
                                    calls.incrementAndGet();
                                    return http.send(call);
                                })
                        .fetch();
                boolean issued = token.value().token().reveal().startsWith("ya29.stand-in");
                System.out.println(issued + " by " + calls + " call");
            }
        }
    }

    @Test
    void aWorkloadOfAnotherCloudExchangesItsToken() throws Exception {
        Path subject = Files.writeString(directory.resolve("subject"), GoogleStandIn.SUBJECT_TOKEN);
        Path file = file("""
                {"type":"external_account","audience":"//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/x",
                 "subject_token_type":"urn:ietf:params:oauth:token-type:jwt","token_url":"https://sts.googleapis.com/v1/token",
                 "credential_source":{"file":"%s"}}
                """.formatted(subject));

        assertIssued(tokens(From.FILE, file, "", null, null).fetch());
    }

    @Test
    void actsAsAnotherServiceAccount() throws Exception {
        assertIssued(tokens(From.METADATA, null, "", GoogleStandIn.EMAIL, null).fetch());

        assertEquals(2, google.calls());
    }

    @Test
    void readsTheFileAnewForEachToken() throws Exception {
        try (GoogleStandIn direct = new GoogleStandIn()) {
            Path file = file(direct.serviceAccount());
            GoogleTokens tokens = new GoogleTokens(
                    new GoogleSettings(From.FILE, file, Secret.NONE, null, null), GoogleStandIn.SCOPE, new JdkHttp());
            tokens.fetch();
            Files.delete(file);

            assertEquals(
                    "its credentials file cannot be read",
                    assertThrows(TokenException.class, tokens::fetch).reason());
        }
    }

    @Test
    void tellsTheServicesReasonAndNotTheAssertion() throws Exception {
        try (GoogleStandIn direct = new GoogleStandIn()) {
            direct.outage(403);
            GoogleTokens tokens = new GoogleTokens(
                    new GoogleSettings(From.JSON, null, Secret.of(direct.serviceAccount()), null, null),
                    GoogleStandIn.SCOPE,
                    new JdkHttp());

            TokenException failure = assertThrows(TokenException.class, tokens::fetch);

            assertEquals("it answered 403: invalid_grant: unavailable for assertion ****", failure.reason());
            assertEquals(1, direct.calls());
        }
    }

    /** Google's library would send a refresh token again, to whatever host the answer names. */
    @ParameterizedTest
    @ValueSource(ints = {303, 307})
    void followsNoRedirect(int status) throws Exception {
        String user =
                "{'type':'authorized_user','client_id':'my-app','client_secret':'s','refresh_token':'1//r3fresh'}";
        try (RawUpstream other = RawUpstream.answering("HTTP/1.1 200 OK\nContent-Length: 2", Bytes.utf8("{}"));
                RawUpstream service = RawUpstream.answering(
                        "HTTP/1.1 " + status + " Elsewhere\nLocation: " + other.origin() + "/token\nContent-Length: 0",
                        new byte[0])) {
            GoogleTokens tokens = new GoogleTokens(
                    new GoogleSettings(From.JSON, null, Secret.of(user.replace('\'', '"')), null, null),
                    GoogleStandIn.SCOPE,
                    new JdkHttp(of -> of.getPort() < 0 ? URI.create(service.origin()) : of));

            TokenException failure = assertThrows(TokenException.class, tokens::fetch);

            assertEquals(List.of(), other.received());
            assertEquals("it answered " + status, failure.reason());
        }
    }

    /** Short and odd ones too, which nothing but the call itself tells from words. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'authorized_user','client_id':'my-app','client_secret':'s+cr!t&9','refresh_token':'1//r3fresh'}",
                "{'type':'external_account','audience':'//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/x',"
                        + "'subject_token_type':'urn:ietf:params:oauth:token-type:jwt','token_url':'https://sts.googleapis.com/v1/token',"
                        + "'credential_source':{'file':'SUBJECT'}}",
                "SERVICE ACCOUNT"
            })
    void nothingOfACallIsRepeated(String json) throws Exception {
        Path subject = Files.writeString(directory.resolve("subject"), "subj3ct");
        String credentials = json.equals("SERVICE ACCOUNT")
                ? google.serviceAccount()
                : json.replace('\'', '"').replace("SUBJECT", subject.toString());
        GoogleTokens tokens = new GoogleTokens(
                new GoogleSettings(From.JSON, null, Secret.of(credentials), null, null),
                GoogleStandIn.SCOPE,
                new RepeatingTokens());

        TokenException failure = assertThrows(TokenException.class, tokens::fetch);

        assertTrue(failure.reason().contains("invalid_grant"), failure.reason());
        for (String secret : List.of("s+cr!t&9", "s%2Bcr!t%269", "r3fresh", "subj3ct", "eyJ")) {
            assertFalse(failure.reason().contains(secret), failure.reason());
        }
    }

    @Test
    void tellsThatItCannotBeReached() throws Exception {
        String account = google.serviceAccount();
        google.close();
        GoogleTokens tokens = new GoogleTokens(
                new GoogleSettings(From.JSON, null, Secret.of(account), null, null),
                GoogleStandIn.SCOPE,
                new JdkHttp());

        TokenException failure = assertThrows(TokenException.class, tokens::fetch);

        assertEquals("it could not be reached", failure.reason());
    }

    @Test
    void tellsWhatTheMetadataServerAnswers() {
        google.outage(404);

        TokenException failure = assertThrows(TokenException.class, tokens(From.METADATA, null, "", null, null)::fetch);

        assertTrue(failure.reason().contains("404"), failure.reason());
        assertFalse(failure.reason().contains("ya29"));
    }
}
