package dev.gangway.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Bedrock, which rejects what is not signed as it has to be; and the metadata of a container and an instance. */
public final class AwsStandIn implements AutoCloseable {

    public static final String ID = "AKIDEXAMPLE";
    public static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    public static final String SESSION = "session-token-of-the-stand-in";
    public static final String REGION = "us-east-1";

    private final AtomicInteger calls = new AtomicInteger();
    private final RawUpstream server;

    /** Takes what is signed, and answers what {@code bedrock} says. */
    public AwsStandIn(RawUpstream.Answer bedrock) throws IOException {
        server = RawUpstream.answering((request, socket, out) -> answer(bedrock, request, socket, out));
    }

    /** Takes what is signed, and answers an empty object. */
    public AwsStandIn() throws IOException {
        this((request, socket, out) -> {
            RawUpstream.writeJson(out, 200, "{}");
            return true;
        });
    }

    public RawUpstream server() {
        return server;
    }

    public String origin() {
        return server.origin();
    }

    /** How often a key was asked for. */
    public int calls() {
        return calls.get();
    }

    private boolean answer(RawUpstream.Answer bedrock, HttpMessage request, Socket socket, OutputStream out)
            throws Exception {
        if (request.target().startsWith("/latest/") || request.target().equals("/container")) {
            metadata(request, out);
            return true;
        }
        String problem = problem(request);
        if (problem != null) {
            RawUpstream.writeJson(
                    out, 403, "{\"__type\":\"InvalidSignatureException\",\"message\":\"" + problem + "\"}");
            return true;
        }
        return bedrock.to(request, socket, out);
    }

    private static @Nullable String problem(HttpMessage request) {
        if ("Bearer bedrock-key".equals(request.header("authorization"))) {
            return null;
        }
        String service =
                request.target().startsWith("/anthropic/") || request.target().startsWith("/openai/")
                        ? "bedrock-mantle"
                        : "bedrock";
        String session = request.header("x-amz-security-token");
        return session != null && !session.equals(SESSION)
                ? "no such session"
                : SigV4Check.problem(request, ID, SECRET, REGION, service);
    }

    /** Instance metadata, version 2, and what a container's agent answers. */
    private void metadata(HttpMessage request, OutputStream out) throws IOException {
        String path = request.target().toLowerCase(Locale.ROOT);
        if (path.equals("/latest/api/token")) {
            RawUpstream.write(
                    out,
                    "HTTP/1.1 200 OK\nx-aws-ec2-metadata-token-ttl-seconds: 21600\nContent-Length: 5",
                    "token".getBytes(StandardCharsets.US_ASCII));
        } else if (List.of(
                        "/latest/meta-data/iam/security-credentials/",
                        "/latest/meta-data/iam/security-credentials-extended/")
                .contains(path)) {
            RawUpstream.writeJson(out, path.contains("extended") ? 404 : 200, "role");
        } else {
            calls.incrementAndGet();
            RawUpstream.writeJson(
                    out, 200, """
                    {"Code":"Success","AccessKeyId":"%s","SecretAccessKey":"%s","Token":"%s","Expiration":"%s"}
                    """.formatted(ID, SECRET, SESSION, Instant.now().plus(Duration.ofHours(6))));
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
