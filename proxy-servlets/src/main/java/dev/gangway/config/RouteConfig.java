package dev.gangway.config;

import dev.gangway.config.ObserveConfig.BodiesConfig;
import dev.gangway.usage.price.RouteTerms;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code routes}.
 *
 * @param path the literal prefix: starts with one slash, no trailing slash, no dot segment, not below {@code /gangway}
 * @param provider whose rules apply
 * @param target the upstream's origin and optional base path, without trailing slash; null means the provider's own
 * @param keys the upstream keys; empty with {@code client-auth: forward} and where a generic route needs none, else
 *     exactly one
 * @param clientAuth what happens to the client's own credential
 * @param apiVersionPolicy Azure only: which api-version wins
 * @param vertex genai only: where Vertex requests go; null where not configured
 * @param timeouts of an exchange on this route
 * @param maxRequestBody most bytes of a request body; {@link Long#MAX_VALUE} means no limit
 * @param terms what it says of costs
 * @param rules what a route of any provider may say about its requests
 * @param generic what only generic routes have; null on others
 * @param bodies what the file of records holds of its bodies; null for nothing
 */
public record RouteConfig(
        String path,
        ProviderKind provider,
        @Nullable URI target,
        List<KeyConfig> keys,
        ClientAuth clientAuth,
        ApiVersionPolicy apiVersionPolicy,
        @Nullable VertexConfig vertex,
        Timeouts timeouts,
        long maxRequestBody,
        RouteTerms terms,
        RouteRules rules,
        @Nullable GenericConfig generic,
        @Nullable BodiesConfig bodies) {

    /** Whose rules a route follows. */
    public enum ProviderKind {
        OPENAI,
        ANTHROPIC,
        AZURE,
        GENAI,
        BEDROCK,
        GENERIC
    }

    /** What happens to the client's own credential. */
    public enum ClientAuth {
        /** It is removed, the route's key is put in. The default. */
        REPLACE,
        /** It passes; no key of the operator is ever added. */
        FORWARD
    }

    /** Which api-version goes to Azure. */
    public enum ApiVersionPolicy {
        /** The key's, else the client's. The default. */
        CONFIG_FIRST,
        /** The client's, else the key's. */
        CLIENT_FIRST,
        /** What the client sent, duplicates included. */
        AS_IS
    }

    /**
     * Where Vertex requests of a genai route go.
     *
     * @param project the project that fills in where a request names none; null where not configured
     * @param location the location that fills in where a request names none; null where not configured
     * @param target overrides the location's host (tests, private endpoints); null means the location's own
     * @param projects besides {@code project}, those that requests may name; empty for any
     * @param keys empty with {@code client-auth: forward}, else exactly one, which may be empty
     */
    public record VertexConfig(
            @Nullable String project,
            @Nullable String location,
            @Nullable URI target,
            List<String> projects,
            List<KeyConfig> keys) {
        public VertexConfig {
            projects = List.copyOf(projects);
            keys = List.copyOf(keys);
        }
    }

    /**
     * Timeouts of an exchange.
     *
     * @param connect to reach the upstream; default 5 s
     * @param idle longest silence of the upstream; default 900 s
     * @param total longest exchange; null (the default) means no limit
     */
    public record Timeouts(
            Duration connect, Duration idle, @Nullable Duration total) {}

    public RouteConfig {
        keys = List.copyOf(keys);
    }
}
