package dev.gangway.replay;

import dev.gangway.testing.RawUpstream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The upstream's answer to every replayed request: whatever a proxy is tempted to touch. */
final class Answer {

    /** Every byte there is, so that a decoder or a charset would show. */
    static final byte[] BODY = everyByte();

    private static final String KEPT = """
            Content-Type: application/json; odd="a;b"; Charset=UTF-8
            Content-Encoding: gzip
            Server: Upstream/1.0 (not Jetty)
            Date: Thu, 01 Jan 2026 00:00:00 GMT
            ETag: W/"a, b"
            Cache-Control: No-Cache, must-revalidate
            Retry-After: 07
            X-Repeat: one
            x-ratelimit-limit-requests: 10, 20
            X-REPEAT: two, "three, four"
            X-Empty:
            X-Latin: caf\u00e9 \u00fc
            X-Spaces: a  b\tc
            X-Quoted: "a \\" b"
            openai-version: 2020-10-01
            Operation-Location: https://elsewhere.example/v1/x?y=%2F
            """;

    private static final String DROPPED = """
            Set-Cookie: session=1; Path=/
            Alt-Svc: h3=":443"
            Strict-Transport-Security: max-age=1
            Connection: keep-alive, X-Hop
            Keep-Alive: timeout=5
            X-Hop: 1
            gangway-error: forged
            gangway-request-id: forged
            """;

    private static final String LOCATION = "/v1/a%20b?c=%2F&d[]=1\n";

    private Answer() {}

    /** Writes it as the upstream with {@code origin}, in chunks or in one piece of known length. */
    static void write(OutputStream out, boolean chunked, String origin) throws IOException {
        String head = "HTTP/1.1 201 Fine\n" + KEPT + DROPPED + "Location: " + origin + LOCATION + framing(chunked);
        RawUpstream.write(out, head, chunked ? chunks() : BODY);
    }

    /**
     * The head that the client must get, in the form of {@link Head}, but for the request id.
     *
     * @param base the URL of the client's route
     */
    static String head(boolean chunked, String base) {
        String lines = KEPT + "Location: " + base + LOCATION + framing(chunked);
        return Head.of("201", lines.lines().map(line -> line.split(": ?", 2)).toList());
    }

    private static String framing(boolean chunked) {
        return chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + BODY.length;
    }

    private static byte[] chunks() {
        String body = new String(BODY, StandardCharsets.ISO_8859_1);
        String chunks = "80\r\n" + body.substring(0, 128) + "\r\n80\r\n" + body.substring(128) + "\r\n0\r\n\r\n";
        return chunks.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] everyByte() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }
}
