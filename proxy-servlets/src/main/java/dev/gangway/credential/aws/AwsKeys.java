package dev.gangway.credential.aws;

import dev.gangway.credential.AwsSettings;
import dev.gangway.credential.Token;
import dev.gangway.credential.TokenException;
import dev.gangway.credential.TokenService;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Keys of AWS.
 *
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html">Where libraries look</a>
 */
public final class AwsKeys implements TokenService<AwsCredentialsIdentity> {

    private final AwsSettings settings;

    public AwsKeys(AwsSettings settings) {
        this.settings = settings;
    }

    /** AWS's library fails with more than its own exceptions, and repeats what the command of a profile complains of. */
    @Override
    public Token<AwsCredentialsIdentity> fetch() throws TokenException {
        try {
            return resolve();
        } catch (RuntimeException e) {
            throw new TokenException(reason());
        }
    }

    /** A provider of its own each time: they remember keys, and so does the gateway. */
    private Token<AwsCredentialsIdentity> resolve() {
        AwsCredentialsProvider provider = provider();
        try {
            AwsCredentialsIdentity keys = provider.resolveCredentials();
            return new Token<>(keys, keys.expirationTime().orElse(null));
        } finally {
            if (provider instanceof SdkAutoCloseable closeable) {
                closeable.close();
            }
        }
    }

    private AwsCredentialsProvider provider() {
        return switch (settings.source()) {
            case DEFAULT ->
                DefaultCredentialsProvider.builder()
                        .reuseLastProviderEnabled(false)
                        .build();
            case ENVIRONMENT -> EnvironmentVariableCredentialsProvider.create();
            case PROFILE ->
                ProfileCredentialsProvider.builder()
                        .profileName(settings.profile())
                        .build();
            case CONTAINER -> ContainerCredentialsProvider.builder().build();
            case INSTANCE -> InstanceProfileCredentialsProvider.create();
            case CONFIGURATION -> StaticCredentialsProvider.create(configured());
        };
    }

    private String reason() {
        return switch (settings.source()) {
            case DEFAULT ->
                "AWS's default chain gave no keys; give this process any of AWS's credentials, or name their source";
            case ENVIRONMENT ->
                "the environment gave no keys; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY for this process";
            case PROFILE ->
                "the profile '" + (settings.profile() == null ? "default" : settings.profile())
                        + "' gave no keys; try it with AWS's command line, as the user of this process";
            case CONTAINER -> "the container gave no keys; give its ECS task or EKS pod a role";
            case INSTANCE ->
                "the instance's metadata gave no keys; give the instance a role, and reach to its metadata";
            case CONFIGURATION -> "the configured key is of no use; correct its id and secret";
        };
    }

    private software.amazon.awssdk.auth.credentials.AwsCredentials configured() {
        String id = settings.id().reveal();
        String secret = settings.secret().reveal();
        return settings.session().isEmpty()
                ? AwsBasicCredentials.create(id, secret)
                : AwsSessionCredentials.create(id, secret, settings.session().reveal());
    }
}
