package dev.gangway.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.GangwayServlet;
import dev.gangway.testing.ForkedJvm;
import dev.gangway.testing.ForkedJvm.Ended;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import dev.gangway.testing.TestGateway;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Verifies that no log, record or error holds a credential, though everything of ours logs at TRACE. */
class LogLeakTest {

    /** Whatever is the operator's: upstream keys, gateway key and signing secret. */
    private static final String SECRET = "hush-";

    /** The loggers of the gateway, of its servlet by name, and of the servlets it extends. */
    private static final List<String> LOGGERS = List.of("dev.gangway", "gangway", "org.eclipse.jetty.ee10.proxy");

    private static Ended ended;

    @BeforeAll
    static void run() throws Exception {
        ForkedJvm jvm = new ForkedJvm();
        LOGGERS.forEach(logger -> jvm.property("org.slf4j.simpleLogger.log." + logger, "trace"));
        ended = jvm.run(Traffic.class);
        assertEquals(0, ended.exit(), ended.err());
    }

    @Test
    void noLogHoldsACredential() {
        for (String line : ended.err().split("\n")) {
            assertFalse(line.contains(LeakyClient.LEAK) || line.contains(SECRET), line);
        }
    }

    /** The records are in that log: one of each kind of end. */
    /** Nothing of ours calls it; what Jetty's classes below may call some day stays silent. */
    @Test
    void theServletsOwnLoggerIsSilent() {
        assertFalse(new GangwayServlet().createLogger().isErrorEnabled());
    }

    @Test
    void everyExchangeWasRecorded() {
        for (String error : List.of(
                "bad-request",
                "unauthorized",
                "no-route",
                "method-not-allowed",
                "too-large",
                "no-credential",
                "upstream-unreachable",
                "upstream-timeout")) {
            assertTrue(ended.err().contains("\"error\":\"" + error + "\""), error + "\n" + ended.err());
        }
        assertTrue(ended.err().contains("\"end\":\"complete\""), ended.err());
        assertTrue(ended.err().contains("\"end\":\"upstream-failed\""), ended.err());
        assertTrue(ended.err().contains("/azure_passthrough -> http://"), ended.err());
    }

    @Test
    void noAnswerHoldsACredential() {
        assertEquals("", ended.out());
    }

    /** Has a gateway meet every fault, and prints the answers that hold a credential. */
    static final class Traffic {

        private static final List<String> PATHS = List.of(
                "/openai_passthrough/v1/models",
                "/anthropic_passthrough/v1/messages",
                "/anthropic_passthrough/v1/messages/batches",
                "/azure_passthrough/openai/v1/x",
                "/azure_passthrough/anthropic/v1/messages",
                "/genai_passthrough/v1beta/models",
                "/genai_passthrough/v1beta1/publishers/google/models/m:x",
                "/genai_passthrough/v1/projects/p/locations/NO!/x",
                "/nowhere/x",
                "/openai_passthrough/../x",
                "/dead/x",
                "/mute/x",
                "/small/x",
                "/empty/x",
                "/garbage/x",
                "/cut/x");

        public static void main(String... args) throws Exception {
            for (String logger : LOGGERS) {
                if (!LoggerFactory.getLogger(logger + ".Any").isTraceEnabled()) {
                    throw new IllegalStateException(logger + " does not log at TRACE");
                }
            }
            try (RawUpstream upstream = RawUpstream.answering(Traffic::answer);
                    TestGateway gateway = TestGateway.start(yaml(upstream.origin()))) {
                for (String path : PATHS) {
                    call(gateway, keyed(path));
                }
                call(gateway, new String(LeakyClient.request(PATHS.get(0)), StandardCharsets.ISO_8859_1));
                call(gateway, keyed(PATHS.get(0)).replace("POST ", "TRACE "));
                call(gateway, keyed(PATHS.get(0)).replace("&key HTTP", "&%zz HTTP"));
            }
        }

        private static String keyed(String path) {
            return new String(LeakyClient.request(path), StandardCharsets.ISO_8859_1)
                    .replaceFirst("gangway-key: " + LeakyClient.LEAK + "\\d+", "gangway-key: hush-gateway");
        }

        /** The upstream does what the path says. */
        private static boolean answer(HttpMessage request, Socket socket, OutputStream out) throws Exception {
            String path = request.target().substring(1);
            if (path.startsWith("garbage")) {
                out.write("no HTTP, but hush-garbage\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                out.flush();
                return false;
            }
            if (path.startsWith("mute")) {
                Thread.sleep(3_000);
                return false;
            }
            boolean cut = path.startsWith("cut");
            RawUpstream.write(
                    out,
                    "HTTP/1.1 200 OK\nSet-Cookie: hush-cookie\nContent-Length: " + (cut ? 99 : 2),
                    new byte[] {'o', 'k'});
            return !cut;
        }

        private static String yaml(String upstream) throws IOException {
            return TestGateway.fourRoutes(upstream)
                            .replace("upstream-", SECRET)
                            .replace(
                                    "access: { callers: anyone }",
                                    "signing-secret: hush-signing\n"
                                            + "access: { callers: keys, keys: [{ name: alice, value: hush-gateway }] }")
                    + """
                      - { path: /dead, provider: openai, target: "http://127.0.0.1:1", keys: [{ value: hush-1 }] }
                      - { path: /small, provider: openai, target: "%1$s", keys: [{ value: hush-2 }], max-request-body: 1 }
                      - { path: /empty, provider: openai, target: "%1$s" }
                      - { path: /garbage, provider: openai, target: "%1$s/garbage", keys: [{ value: hush-3 }] }
                      - { path: /cut, provider: openai, target: "%1$s/cut", keys: [{ value: hush-4 }] }
                      - path: /mute
                        provider: openai
                        target: "%1$s/mute"
                        keys: [{ value: hush-5 }]
                        timeouts: { idle: 300ms }
                    """.formatted(upstream);
        }

        private static void call(TestGateway gateway, String request) throws IOException {
            try (RawClient client = new RawClient(gateway.port())) {
                client.socket().setSoTimeout(10_000);
                client.send(request);
                client.socket().shutdownOutput();
                String answer = new String(client.in().readAllBytes(), StandardCharsets.ISO_8859_1);
                if (answer.contains(LeakyClient.LEAK) || answer.contains(SECRET)) {
                    System.out.println(request + "\n=>\n" + answer);
                }
            }
        }
    }
}
