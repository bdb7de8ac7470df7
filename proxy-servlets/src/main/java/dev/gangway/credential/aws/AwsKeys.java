package dev.gangway.credential.aws;

import dev.gangway.credential.AwsSettings;
import dev.gangway.credential.Reason;
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
import software.amazon.awssdk.core.exception.SdkException;
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

    /** A provider of its own each time: they remember keys, and so does the gateway. */
    @Override
    public Token<AwsCredentialsIdentity> fetch() throws TokenException {
        AwsCredentialsProvider provider = provider();
        try {
            AwsCredentialsIdentity keys = provider.resolveCredentials();
            return new Token<>(keys, keys.expirationTime().orElse(null));
        } catch (SdkException e) {
            throw new TokenException(Reason.text(String.valueOf(e.getMessage())));
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

    private software.amazon.awssdk.auth.credentials.AwsCredentials configured() {
        String id = settings.id().reveal();
        String secret = settings.secret().reveal();
        return settings.session().isEmpty()
                ? AwsBasicCredentials.create(id, secret)
                : AwsSessionCredentials.create(id, secret, settings.session().reveal());
    }
}
