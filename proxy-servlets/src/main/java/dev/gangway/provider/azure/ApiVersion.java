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
        String clients = Query.first(query, NAME);
        boolean hasClients = clients != null && !clients.isEmpty();
        String version = keys != null && (this == CONFIG_FIRST || !hasClients) ? keys : clients;
        return version == null || version.isEmpty() ? query : Query.set(query, NAME, version);
    }

    /** Whether neither side names a version, although the policy looks for one. */
    boolean isMissing(@Nullable String query, @Nullable String keys) {
        String clients = Query.first(query, NAME);
        return this != AS_IS && keys == null && (clients == null || clients.isEmpty());
    }
}
