package dev.gangway.credential.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.credential.AwsSettings;
import dev.gangway.credential.AwsSettings.Source;
import dev.gangway.credential.Secret;
import dev.gangway.credential.Token;
import dev.gangway.credential.TokenException;
import dev.gangway.testing.AwsStandIn;
import dev.gangway.testing.ForkedJvm;
import dev.gangway.testing.RawUpstream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Verifies where AWS's keys are found, each in a JVM that has just that. */
class AwsKeysTest {

    private static final String STATIC = AwsStandIn.ID + " " + AwsStandIn.SECRET + " never";
    private static final String TEMPORARY = AwsStandIn.ID + " " + AwsStandIn.SECRET + " later " + AwsStandIn.SESSION;

    @TempDir
    private Path directory;

    private AwsStandIn aws;

    @BeforeEach
    void start() throws IOException {
        aws = new AwsStandIn();
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    private ForkedJvm bare() {
        return new ForkedJvm()
                .variable("AWS_CONFIG_FILE", directory.resolve("none").toString())
                .variable(
                        "AWS_SHARED_CREDENTIALS_FILE", directory.resolve("keys").toString())
                .variable("AWS_EC2_METADATA_SERVICE_ENDPOINT", aws.origin());
    }

    private static void assertFinds(String expected, Source source, ForkedJvm jvm) throws Exception {
        ForkedJvm.Ended ended = jvm.run(Find.class, source.name());

        assertEquals(expected, ended.out().strip(), ended::err);
    }

    /** A gateway's JVM. */
    public static final class Find {

        private Find() {}

        /** Prints what is found in the place that the argument names. */
        public static void main(String[] args) {
            Source source = Source.valueOf(args[0]);
            String profile = source == Source.PROFILE ? "llm" : null;
            AwsSettings settings = new AwsSettings(source, Secret.NONE, Secret.NONE, Secret.NONE, profile, "us-east-1");
            try {
                Token<AwsCredentialsIdentity> token = new AwsKeys(settings).fetch();
                AwsCredentialsIdentity keys = token.value();
                System.out.println(keys.accessKeyId() + " " + keys.secretAccessKey()
                        + (token.expiresAt() == null ? " never" : " later")
                        + (keys instanceof AwsSessionCredentialsIdentity session ? " " + session.sessionToken() : ""));
            } catch (TokenException e) {
                System.out.println(e.reason());
            }
        }
    }

    @Test
    void inTheEnvironment() throws Exception {
        ForkedJvm jvm = bare().variable("AWS_ACCESS_KEY_ID", AwsStandIn.ID)
                .variable("AWS_SECRET_ACCESS_KEY", AwsStandIn.SECRET);

        assertFinds(STATIC, Source.ENVIRONMENT, jvm);
        assertFinds(STATIC, Source.DEFAULT, jvm);
    }

    @Test
    void inAProfile() throws Exception {
        Files.writeString(
                directory.resolve("keys"),
                "[llm]\naws_access_key_id = " + AwsStandIn.ID + "\naws_secret_access_key = " + AwsStandIn.SECRET
                        + "\n");

        assertFinds(STATIC, Source.PROFILE, bare());
    }

    @Test
    void inAContainer() throws Exception {
        ForkedJvm jvm = bare().variable("AWS_CONTAINER_CREDENTIALS_FULL_URI", aws.origin() + "/container");

        assertFinds(TEMPORARY, Source.CONTAINER, jvm);
        assertFinds(TEMPORARY, Source.DEFAULT, jvm);
    }

    @Test
    void inTheMetadataOfAnInstance() throws Exception {
        assertFinds(TEMPORARY, Source.INSTANCE, bare());
        assertFinds(TEMPORARY, Source.DEFAULT, bare());
    }

    /** It is on the machine's own link, where no proxy leads, whatever the JVM is told of one. */
    @Test
    void theMetadataNeedsNoProxy() throws Exception {
        try (RawUpstream proxy = RawUpstream.answering("HTTP/1.1 500 No\nContent-Length: 0", new byte[0])) {
            ForkedJvm jvm = bare().property("http.proxyHost", "127.0.0.1")
                    .property("http.proxyPort", "" + proxy.port())
                    .property("http.nonProxyHosts", "nothing.test");

            assertFinds(TEMPORARY, Source.INSTANCE, jvm);
            assertFinds(
                    TEMPORARY,
                    Source.CONTAINER,
                    jvm.variable("AWS_CONTAINER_CREDENTIALS_FULL_URI", aws.origin() + "/container"));
            assertEquals(List.of(), proxy.received());
        }
    }

    @Test
    void orNowhereAndSaysSo() throws Exception {
        ForkedJvm jvm = bare().variable("AWS_EC2_METADATA_DISABLED", "true");

        assertSays("AWS's default chain gave no keys; ", Source.DEFAULT, jvm);
        assertSays("the environment gave no keys; ", Source.ENVIRONMENT, jvm);
        assertSays("the profile 'llm' gave no keys; ", Source.PROFILE, jvm);
        assertSays("the container gave no keys; ", Source.CONTAINER, jvm);
        assertSays("the instance's metadata gave no keys; ", Source.INSTANCE, jvm);
    }

    /** AWS's library repeats what the command of a profile complains of, which may be any secret. */
    @Test
    void nothingThatACommandSaysIsRepeated() throws Exception {
        Path command = directory.resolve("command");
        Files.writeString(command, "echo 'bad password hunter2' >&2\nexit 1\n");
        Files.writeString(directory.resolve("keys"), "[llm]\ncredential_process = sh " + command + "\n");
        ForkedJvm jvm = bare().variable("AWS_EC2_METADATA_DISABLED", "true").variable("AWS_PROFILE", "llm");

        assertSays("the profile 'llm' gave no keys; ", Source.PROFILE, jvm);
        assertSays("AWS's default chain gave no keys; ", Source.DEFAULT, jvm);
    }

    private static void assertSays(String start, Source source, ForkedJvm jvm) throws Exception {
        ForkedJvm.Ended ended = jvm.run(Find.class, source.name());

        assertTrue(ended.out().startsWith(start), ended::out);
        assertFalse((ended.out() + ended.err()).contains("hunter2"), ended.out() + ended.err());
    }

    @Test
    void inTheConfiguration() throws Exception {
        AwsSettings settings = new AwsSettings(
                Source.CONFIGURATION,
                Secret.of(AwsStandIn.ID),
                Secret.of(AwsStandIn.SECRET),
                Secret.of(AwsStandIn.SESSION),
                null,
                "us-east-1");

        AwsCredentialsIdentity keys = new AwsKeys(settings).fetch().value();

        assertEquals(AwsStandIn.ID, keys.accessKeyId());
        assertEquals(AwsStandIn.SECRET, keys.secretAccessKey());
        assertEquals(
                AwsStandIn.SESSION,
                Objects.requireNonNull((AwsSessionCredentialsIdentity) keys).sessionToken());
    }
}
