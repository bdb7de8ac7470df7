package dev.gangway.provider.azure;

import dev.gangway.provider.Query;
import org.jspecify.annotations.Nullable;

/**
 * Which api-version goes to Azure. Two documents of the field disagree (the key's wins, or the client's passes), hence
 * a policy.
 */
public enum ApiVersion {
    /** The key's, else the client's. */
    CONFIG_FIRST,
    /** The client's, else the key's. */
    CLIENT_FIRST,
    /** What the client sent, duplicates included. */
    AS_IS;

    private static final String NAME = "api-version";

    /** {@code query} with exactly one api-version, or none where neither side names one. */
    @Nullable String apply(@Nullable String query, @Nullable String keys) {
        if (this == AS_IS) {
            return query;
        }
        String version = choose(query, keys);
        return version == null ? Query.without(query, NAME::equalsIgnoreCase) : Query.set(query, NAME, version);
    }

    /** Whether neither side names a version, although the policy looks for one. */
    boolean isMissing(@Nullable String query, @Nullable String keys) {
        return this != AS_IS && choose(query, keys) == null;
    }

    private @Nullable String choose(@Nullable String query, @Nullable String keys) {
        String clients = this == CONFIG_FIRST && keys != null ? null : Query.first(query, NAME);
        return clients == null ? keys : clients;
    }
}
