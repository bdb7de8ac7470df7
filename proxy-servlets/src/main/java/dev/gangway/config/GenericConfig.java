package dev.gangway.config;

import dev.gangway.credential.Secret;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What only generic routes have, those of {@link KnownProviders} included.
 *
 * @param name {@code generic}, or the name of the known provider
 * @param known whether it is one, so that its credentials are known too
 * @param target the upstream's URL, without its query; a slash at the end is kept
 * @param targetQuery the raw query of the target, empty where it has none
 * @param api whose usage format and errors the upstream has; null where it is none that is known
 * @param forwardHeaders whether headers go upstream that do not describe the request
 * @param includeSubpath whether paths below the route are its own
 */
public record GenericConfig(
        String name,
        boolean known,
        URI target,
        Secret targetQuery,
        @Nullable String api,
        boolean forwardHeaders,
        boolean includeSubpath) {}
