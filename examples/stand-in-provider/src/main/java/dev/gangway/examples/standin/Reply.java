package dev.gangway.examples.standin;

import dev.gangway.examples.standin.Received.Header;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What an API answers.
 *
 * @param parts the body; of a stream each is sent for itself and at the asked pace
 */
record Reply(int status, List<Header> headers, List<byte[]> parts, boolean stream) {

    static Reply json(Object value) {
        return json(200, value);
    }

    static Reply json(int status, Object value) {
        return bytes("application/json", utf8(Json.compact(value))).status(status);
    }

    /** As OpenAI and Google send it. */
    static Reply pretty(Object value) {
        return bytes("application/json", utf8(Json.pretty(value) + "\n"));
    }

    static Reply bytes(String contentType, byte[] body) {
        return new Reply(200, List.of(new Header("content-type", contentType)), List.of(body), false);
    }

    static Reply text(String contentType, String body) {
        return bytes(contentType, utf8(body));
    }

    static Reply stream(String contentType, List<String> parts) {
        return new Reply(
                200,
                List.of(new Header("content-type", contentType)),
                parts.stream().map(Reply::utf8).toList(),
                true);
    }

    Reply status(int other) {
        return new Reply(other, headers, parts, stream);
    }

    /** With one header more. */
    Reply header(String name, Object value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, String.valueOf(value)));
        return new Reply(status, more, parts, stream);
    }

    /** With this content type instead of the one it has. */
    Reply contentType(String type) {
        List<Header> others = new ArrayList<>(headers);
        others.set(0, new Header("content-type", type));
        return new Reply(status, others, parts, stream);
    }

    /** With this part before the others. */
    Reply after(String first) {
        List<byte[]> more = new ArrayList<>(parts);
        more.add(0, utf8(first));
        return new Reply(status, headers, more, stream);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
