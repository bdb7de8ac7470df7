package dev.gangway.credential;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key of Google Cloud.
 *
 * @param from where credentials come from
 * @param file what {@link From#FILE} names; null otherwise
 * @param json what {@link From#JSON} holds; {@link Secret#NONE} otherwise
 * @param impersonate the service account to act as, or null
 * @param quotaProject the project that pays, or null for what the credentials say
 */
public record GoogleSettings(
        From from,
        @Nullable Path file,
        Secret json,
        @Nullable String impersonate,
        @Nullable String quotaProject) implements CloudSettings {

    /** Where credentials come from. */
    public enum From {
        /** A file: a service account, workload identity federation, a user. */
        FILE,
        /** The same, in the configuration. */
        JSON,
        /** Application Default Credentials. */
        ADC,
        /** The metadata server of the machine that this is. */
        METADATA
    }

    @Override
    public List<Path> secretFiles() {
        return file == null ? List.of() : List.of(file);
    }
}
