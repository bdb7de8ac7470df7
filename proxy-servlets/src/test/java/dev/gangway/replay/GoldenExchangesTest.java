package dev.gangway.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gangway.testing.HttpMessage;
import dev.gangway.testing.RawClient;
import dev.gangway.testing.RawUpstream;
import dev.gangway.testing.TestGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Verifies the exchanges in {@code src/test/resources/exchanges}, header by header and byte by byte. */
class GoldenExchangesTest {

    private static final Path ROOT = Path.of("src/test/resources/exchanges");

    private static RawUpstream upstream;
    private static TestGateway gateway;
    private static volatile GoldenMessage answer;

    @BeforeAll
    static void start() throws Exception {
        upstream = RawUpstream.answering((request, socket, out) -> {
            RawUpstream.write(out, answer.head(), answer.framedBody());
            return true;
        });
        String yaml = Files.readString(ROOT.resolve("gangway.yaml"));
        gateway = TestGateway.start(yaml.replace("${upstream}", "127.0.0.1:" + upstream.port()));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        upstream.close();
    }

    /** {@code provider/case}, for every directory that holds a client's request. */
    static List<String> exchanges() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.endsWith("client.http"))
                    .map(file -> ROOT.relativize(file.getParent()).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void everyDirectoryHoldsAnExchange() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT, 2)) {
            long directories = files.filter(file -> ROOT.relativize(file).getNameCount() == 2)
                    .filter(Files::isDirectory)
                    .count();
            assertEquals(25, directories);
            assertEquals(directories, exchanges().size());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("exchanges")
    void holds(String exchange) throws Exception {
        boolean forwarded = Files.exists(file(exchange, "upstream"));
        answer = forwarded ? golden(exchange, "answer") : null;
        GoldenMessage client = golden(exchange, "client");
        HttpMessage got = RawClient.exchange(gateway.port(), client.head(), client.framedBody());
        if (forwarded) {
            golden(exchange, "upstream").assertMatches(upstream.take());
        }
        golden(exchange, "client-answer").assertMatches(got);
        assertEquals(List.of(), upstream.received());
    }

    private static GoldenMessage golden(String exchange, String message) {
        String authority = "127.0.0.1:";
        return GoldenMessage.read(file(exchange, message), authority + gateway.port(), authority + upstream.port());
    }

    private static Path file(String exchange, String message) {
        return ROOT.resolve(exchange).resolve(message + ".http");
    }
}
