package dev.gangway.route;

import dev.gangway.edit.EditOptions;
import dev.gangway.provider.Provider;
import dev.gangway.usage.price.RouteTerms;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A prefix and what happens below it.
 *
 * @param path the configured prefix: starts with a slash, ends without one
 * @param provider the provider's rules, bound to this route's settings
 * @param connectTimeout to reach the upstream
 * @param idleTimeout longest silence of the upstream
 * @param totalTimeout longest exchange, or null for no limit
 * @param maxRequestBody most bytes of a request body
 * @param terms what it says of costs
 * @param reach how much of what is below the prefix is served
 * @param edits which edits of bodies are switched on
 */
public record Route(
        String path,
        Provider provider,
        Duration connectTimeout,
        Duration idleTimeout,
        @Nullable Duration totalTimeout,
        long maxRequestBody,
        RouteTerms terms,
        Reach reach,
        EditOptions edits) {}
