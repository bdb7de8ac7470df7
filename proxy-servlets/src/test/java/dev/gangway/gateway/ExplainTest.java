package dev.gangway.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gangway.testing.Bytes;
import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import dev.gangway.testing.TestGateway;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Verifies that {@code gangway explain} says what the gateway does, for every provider, and shows no secret. */
class ExplainTest {

    private static RawUpstream upstream;
    private static TestGateway gateway;
    private static String file;

    @BeforeAll
    static void start() throws Exception {
        upstream = RawUpstream.answering("HTTP/1.1 200 OK\nContent-Length: 2", Bytes.utf8("ok"));
        String yaml = TestGateway.fourRoutes(upstream.origin()) + """
                  - path: /bria
                    target: "%1$s/base?token=upstream-query&v=2"
                    headers: { api_token: upstream-header, x-plain: set }
                    query: { lang: en }
                    drop-headers: [accept]
                    methods: [GET, POST]
                  - { path: /groq, provider: groq, target: "%1$s", keys: [{ name: g, value: upstream-groq }] }
                  - { path: /own, provider: openai, target: "%1$s", client-auth: forward }
                  - { path: /nokey, provider: openai, target: "%1$s" }
                  - { path: /local, provider: openai, target: "%1$s", callers: loopback, allow: ["GET /v1/models"] }
                """.formatted(upstream.origin());
        Path directory = Files.createDirectories(Path.of("target", "test-config"));
        file = Files.writeString(Files.createTempFile(directory, "explain", ".yaml"), yaml)
                .toString();
        gateway = TestGateway.start(yaml);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        upstream.close();
    }

    private record Said(int exit, List<String> lines, String err) {}

    private static Said explain(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        List<String> arguments = new ArrayList<>(List.of(words));
        arguments.addAll(List.of("--config", file));
        int exit = Explain.run(
                arguments.toArray(new String[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        String text = out.toString(StandardCharsets.UTF_8);
        assertFalse(text.contains("upstream-"), text);
        return new Said(exit, text.lines().toList(), err.toString(StandardCharsets.UTF_8));
    }

    private static final String[] CLIENT = {
        "Authorization: Bearer client-secret",
        "x-api-key: client-secret",
        "Accept: text/html",
        "X-Custom: 1",
        "x-pass-X-More: 2",
        "anthropic-beta: b",
        "Connection: x-named",
        "x-named: 3",
        "Cookie: c=client-secret"
    };

    static Stream<String> calls() {
        return Stream.of(
                "GET /openai_passthrough/v1/models?a=%2F&key=client-secret&a=2",
                "GET /anthropic_passthrough/v1/models",
                "GET /azure_passthrough/openai/deployments/d?x=1",
                "GET /azure_passthrough/v1/messages",
                "GET /genai_passthrough/v1beta/models?key=client-secret&pageSize=1",
                "GET /genai_passthrough/v1/publishers/google/models/m:generateContent",
                "GET /genai_passthrough/v1/projects/p/locations/l/x",
                "GET /bria/a%2Fb/?lang=de",
                "GET /bria",
                "GET /groq/openai/v1/models",
                "GET /own/v1/models");
    }

    /** The same request is explained and sent; what arrives upstream is what was said. */
    @ParameterizedTest
    @MethodSource("calls")
    void isTheTruth(String call) throws Exception {
        List<String> words = new ArrayList<>(List.of(call.split(" ")));
        for (String line : CLIENT) {
            words.addAll(List.of("-H", line));
        }
        Said said = explain(words.toArray(new String[0]));
        assertEquals(0, said.exit(), said.toString());

        String head = call + " HTTP/1.1\nHost: localhost\n" + String.join("\n", CLIENT);
        assertEquals(200, RawClient.exchange(gateway.port(), head, new byte[0]).status());
        HttpMessage sent = upstream.take();

        assertEquals(
                hidden(sent.startLine().replace(" HTTP/1.1", "")),
                line(said, "sends").replace(upstream.origin(), ""));
        List<String> headers = new ArrayList<>();
        sent.headers().forEach(header -> headers.add(header[0].toLowerCase(Locale.ROOT)));
        headers.remove("host");
        List<String> explained = said.lines().stream()
                .filter(line -> line.startsWith("+ header") || line.startsWith("= header"))
                .map(line -> line.substring(12, line.indexOf(':')).toLowerCase(Locale.ROOT))
                .toList();
        assertEquals(
                headers.stream().sorted().toList(), explained.stream().sorted().toList());
        assertFalse(String.join("\n", said.lines()).contains("client-secret"), said.toString());
    }

    /** What the gateway adds to a query, {@code api-version} aside. */
    private static String hidden(String line) {
        return line.replace("token=upstream-query", "token=****")
                .replace("v=2", "v=****")
                .replace("lang=en", "lang=****");
    }

    private static String line(Said said, String label) {
        return said.lines().stream()
                .filter(line -> line.startsWith(label + " "))
                .map(line -> line.substring(12))
                .findFirst()
                .orElseThrow(() -> new AssertionError(said));
    }

    @Test
    void aWholeExplanation() {
        Said said = explain(
                "POST", "/bria/v1/x?a=1", "-H", "Accept: a/b", "-H", "content-type: text/plain", "-H", "Cookie: c");

        assertEquals(
                List.of(
                        "route       /bria",
                        "sends       POST " + upstream.origin() + "/base/v1/x?a=1&token=****&v=****&lang=****",
                        "provider    generic",
                        "key         none",
                        "= header    content-type: text/plain",
                        "+ header    api_token: ****",
                        "+ header    x-plain: ****",
                        "- header    Accept",
                        "- header    Cookie"),
                said.lines());
    }

    @Test
    void saysWhyNot() {
        assertEquals(
                List.of(
                        "route       none",
                        "refused     404 no-route: No route has this prefix. Check the client's base URL."),
                explain("GET", "/nowhere").lines());
        assertTrue(line(explain("DELETE", "/bria/x"), "refused").startsWith("405 method-not-allowed: "));
        assertTrue(line(explain("GET", "/nokey/v1/models"), "refused").startsWith("503 no-credential: "));
        assertTrue(line(explain("GET", "/openai_passthrough/../x"), "refused").startsWith("400 bad-request: "));
        assertEquals(1, explain("GET", "/nokey/v1/models").exit());
    }

    /** An operator wants to know the route also where the caller would have to show a key first. */
    @Test
    void goesOnBehindAClosedDoor() {
        Said said = explain("GET", "/local/v1/models", "-H", "Host: llm.example.com", "-H", "x: y");
        assertTrue(line(said, "refused").startsWith("403 forbidden: The Host header"), said.toString());
        assertTrue(line(said, "and then").startsWith("503 no-credential"), said.toString());

        Said other = explain("POST", "/own/v1/models", "-H", "Upgrade: websocket");
        assertTrue(line(other, "refused").startsWith("501 unsupported"), other.toString());
        assertTrue(line(other, "would send").startsWith("POST http"), other.toString());
    }

    @Test
    void warnsOfWhatTheBodyDecides() {
        Said said = explain(
                "POST", "/genai_passthrough/v1beta/models/m:generateContent", "-H", "content-type: application/json");

        assertTrue(said.lines().get(said.lines().size() - 1).startsWith("note "), said.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET",
                "GET path",
                "GET /a /b",
                "GET /a -H",
                "GET /a -H x",
                "GET /a -H :x",
                "GET /a --nonsense"
            })
    void wrongArguments(String arguments) {
        Said said = explain(arguments.isEmpty() ? new String[0] : arguments.split(" "));

        assertEquals(2, said.exit());
        assertEquals("usage: gangway explain METHOD PATH [-H 'name: value']... [--config FILE]\n", said.err());
    }
}
