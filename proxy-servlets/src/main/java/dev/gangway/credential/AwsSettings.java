package dev.gangway.credential;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key of AWS, with which requests are signed.
 *
 * @param source where its parts come from
 * @param id what {@link Source#CONFIGURATION} holds: the access key's id; {@link Secret#NONE} otherwise
 * @param secret the secret access key; {@link Secret#NONE} otherwise
 * @param session the session token of a temporary key; {@link Secret#NONE} where it has none
 * @param profile of the shared configuration files, or null for the conventional one
 * @param region what is signed for
 */
public record AwsSettings(
        Source source,
        Secret id,
        Secret secret,
        Secret session,
        @Nullable String profile,
        String region) implements CloudSettings {

    /** Where a key comes from. */
    public enum Source {
        /** Where AWS's own libraries look, in their order. */
        DEFAULT,
        /** The environment. */
        ENVIRONMENT,
        /** A profile of the shared configuration files. */
        PROFILE,
        /** The container that the gateway runs in: ECS, EKS Pod Identity. */
        CONTAINER,
        /** The instance metadata of EC2. */
        INSTANCE,
        /** The gateway's configuration. */
        CONFIGURATION
    }

    /** Where the shared files are, only AWS's library knows. */
    @Override
    public List<Path> secretFiles() {
        return List.of();
    }
}
