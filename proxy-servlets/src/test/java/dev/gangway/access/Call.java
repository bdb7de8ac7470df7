package dev.gangway.access;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A visitor as a test describes one: a local program, until it is told otherwise. */
final class Call implements Visitor {

    private final List<String[]> headers = new ArrayList<>();
    private String peer = "127.0.0.1";
    private @Nullable String host = "localhost";
    private boolean forwards;
    private @Nullable String keyParameter;

    /** An HTTP/1.1 call of a program on this machine. */
    static Call local() {
        return new Call().with("Host", "localhost:8080");
    }

    /** The same, but for the {@code Host} header, of which {@code host} is without the port. */
    static Call to(String header, String host) {
        Call call = new Call().with("Host", header);
        call.host = host;
        return call;
    }

    /** A call without {@code Host}, where the container takes {@code host} from elsewhere, or knows none. */
    static Call withoutHost(@Nullable String host) {
        Call call = new Call();
        call.host = host;
        return call;
    }

    Call from(String address) {
        peer = address;
        return this;
    }

    Call with(String name, String value) {
        headers.add(new String[] {name, value});
        return this;
    }

    Call withKeyParameter(String value) {
        keyParameter = value;
        return this;
    }

    Call onForwardingRoute() {
        forwards = true;
        return this;
    }

    @Override
    public String peer() {
        return peer;
    }

    @Override
    public @Nullable String user() {
        return null;
    }

    @Override
    public @Nullable String host() {
        return host;
    }

    @Override
    public Enumeration<String> headerNames() {
        return Collections.enumeration(headers.stream().map(h -> h[0]).toList());
    }

    @Override
    public List<String> headers(String name) {
        return headers.stream()
                .filter(h -> h[0].equalsIgnoreCase(name))
                .map(h -> h[1])
                .toList();
    }

    @Override
    public boolean forwardsCredentials() {
        return forwards;
    }

    @Override
    public @Nullable String keyParameter() {
        return keyParameter;
    }
}
