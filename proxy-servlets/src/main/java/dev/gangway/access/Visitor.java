package dev.gangway.access;

import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the gateway knows of who calls. */
public interface Visitor {

    /** The peer's address as a literal, IPv6 with or without brackets. */
    String peer();

    /** The name of the user whom the container, or a filter before the gateway, has let in; null for none. */
    @Nullable String user();

    /**
     * The host that the container takes the call to be for, without port: {@code :authority} in HTTP/2, an absolute
     * target's, else {@code Host}'s. Null where the client named none.
     */
    @Nullable String host();

    /** The names of all headers. */
    Enumeration<String> headerNames();

    /** All values of the header {@code name}, in any case. */
    List<String> headers(String name);

    /** Whether an SDK's own credential goes upstream, so that a gateway key may only be in {@code gangway-key}. */
    boolean forwardsCredentials();

    /** The decoded query parameter {@code key}, which Google's SDKs use for their key, or null. */
    @Nullable String keyParameter();
}
