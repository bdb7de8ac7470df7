package dev.gangway.examples.standin;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One request as it arrived.
 *
 * @param target path and query exactly as on the wire
 * @param headers in their order and with their case (but {@code Host}, whose name Jetty writes its own way); HTTP/2 begins
 *     with {@code :authority}
 * @param body the first MiB of it; do not modify
 * @param bodyLength how long the body was in all
 */
@SuppressWarnings("ArrayRecordComponent") // compared by no one
public record Received(
        String method, String target, String protocol, List<Header> headers, byte[] body, long bodyLength) {

    public record Header(String name, String value) {}

    /** All values of the header, whatever the case of its name. */
    public List<String> values(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }

    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
