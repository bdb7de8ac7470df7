package dev.gangway.config;

import dev.gangway.credential.Secret;
import java.util.List;

/**
 * The {@code access} block.
 *
 * @param callers which rule lets a caller in
 * @param networks CIDR blocks or single addresses that a peer must be in; empty means no such rule
 * @param keys the gateway keys, none of them empty; at least one where {@code callers} is {@link Callers#KEYS}
 */
public record AccessConfig(Callers callers, List<String> networks, List<GatewayKey> keys) {

    /** The rule that lets a caller in. */
    public enum Callers {
        /** The peer and the Host are loopback, and nothing says that the call comes from elsewhere. The default. */
        LOOPBACK,
        /** The caller shows a gateway key. */
        KEYS,
        /** The container, or a filter before the gateway, knows the caller's {@link java.security.Principal}. */
        PRINCIPAL,
        /** No rule. */
        ANYONE
    }

    /** A gateway key: {@code name} goes to the record, {@code value} is what a caller shows. */
    public record GatewayKey(String name, Secret value) {}

    public AccessConfig {
        networks = List.copyOf(networks);
        keys = List.copyOf(keys);
    }
}
